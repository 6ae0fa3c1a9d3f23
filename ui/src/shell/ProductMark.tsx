// The mark: two columns of an account with a line struck off.
import { shell } from "../text/shell";

export function ProductMark() {
  return (
    <span className="dz-mark">
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <rect width="24" height="24" rx="5" fill="var(--dz-brand)" />
        <path d="M6 7.5h5M6 12h5M6 16.5h5M14 7.5h4" stroke="#fff" strokeWidth="1.8" strokeLinecap="round" />
        <path
          d="m13.4 13.6 2.1 2.4 3.6-4.8"
          stroke="#fff"
          strokeWidth="1.8"
          fill="none"
          strokeLinecap="round"
        />
      </svg>
      <b>{shell.product}</b>
    </span>
  );
}
