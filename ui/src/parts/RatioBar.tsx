// A bar for a share of the whole, with the one line that says where time stands. For rankings: plain HTML, so that it can
// be searched, walked by keyboard and printed. The number beside it is the caller's; the bar repeats it for the eye.
import { lampOf } from "../lib/lamps";
import "./ratio-bar.css";

export interface RatioBarProps {
  /** 1 is the whole; NaN or null draws an empty, hatched track. */
  share: number | null;
  /** Where the 序时 line stands; null draws none. */
  schedule?: number | null;
  lamp: string;
  /** The share at the bar's right end. Rankings use one for all bars. */
  full?: number;
}

export function RatioBar({ share, schedule = null, lamp, full = 1 }: RatioBarProps) {
  const known = share !== null && Number.isFinite(share);
  const place = (part: number) => `${Math.max(0, Math.min(1, part / full)) * 100}%`;
  return (
    <span className="dz-ratio" data-known={known} aria-hidden="true">
      {known ? (
        <span className="dz-ratio-fill" data-lamp={lampOf(lamp)} style={{ width: place(share) }} />
      ) : null}
      {known && share > full ? <span className="dz-ratio-more" /> : null}
      {schedule !== null && Number.isFinite(schedule) ? (
        <span className="dz-ratio-line" style={{ left: place(schedule) }} />
      ) : null}
    </span>
  );
}
