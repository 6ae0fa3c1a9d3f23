// Places gained or lost since the month before. Grey-blue both ways: a place is information, not a judgement.
import { overview as text } from "../../text/overview";

export function ChangeArrow({ moved }: { moved: number | null }) {
  if (moved === null) return <span />;
  if (moved === 0)
    return (
      <span className="ov-moved dz-faint">
        <span aria-hidden="true">–</span>
        <span className="dz-unseen">{text.same}</span>
      </span>
    );
  const places = Math.abs(moved);
  return (
    <span className="ov-moved">
      <span aria-hidden="true">
        {moved > 0 ? "▲" : "▼"}
        {places}
      </span>
      <span className="dz-unseen">{moved > 0 ? text.up(places) : text.down(places)}</span>
    </span>
  );
}
