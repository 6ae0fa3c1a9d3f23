// A status: shape, word, and its colour third. The shapes are drawn, so that no font changes them.
import { type Lamp, lampOf, type Shape, shapeOf } from "../lib/lamps";
import "./status-mark.css";

export interface StatusLike {
  code: string;
  word: string;
  lamp: string;
}

export function StatusMark({ status }: { status: StatusLike }) {
  const lamp = lampOf(status.lamp);
  return (
    <span className="dz-statusmark" data-lamp={lamp}>
      <LampShape lamp={lamp} shape={shapeOf(lamp, status.code)} />
      {status.word}
    </span>
  );
}

/** A status as a tile with a count: the filters over a list. */
export function StatusTile({
  status,
  count,
  note,
  pressed,
  onPress,
}: {
  status: StatusLike;
  count: number;
  note?: string;
  pressed: boolean;
  onPress(): void;
}) {
  const lamp = lampOf(status.lamp);
  return (
    <button type="button" className="dz-statustile" data-lamp={lamp} aria-pressed={pressed} onClick={onPress}>
      <span className="dz-statusmark" data-lamp={lamp}>
        <LampShape lamp={lamp} shape={shapeOf(lamp, status.code)} />
        {status.word}
      </span>
      <b>{count}</b>
      {note ? <span className="dz-faint">{note}</span> : null}
    </button>
  );
}

const PATHS: Record<Shape, string> = {
  star: "M6 .8 7.6 4.3l3.8.4-2.8 2.6.8 3.8L6 9.2l-3.4 1.9.8-3.8L.6 4.7l3.8-.4z",
  circle: "M6 1.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z",
  triangle: "M6 .9 11.4 10.6H.6z",
  lozenge: "M6 .8 11.2 6 6 11.2.8 6z",
  square: "M1.3 1.3h9.4v9.4H1.3z",
  diamond: "M6 .8 11.2 6 6 11.2.8 6z",
  ring: "M6 1.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8z",
  dash: "M1.5 5.3h9v1.4h-9z",
};

export function LampShape({
  lamp,
  shape = shapeOf(lamp),
  size = 12,
}: {
  lamp: Lamp;
  shape?: Shape;
  size?: number;
}) {
  const colour = lamp === "none" ? "grey" : lamp;
  const hollow = shape === "ring" || shape === "diamond";
  return (
    <svg className="dz-lamp" width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={PATHS[shape]}
        fill={hollow ? "none" : `var(--dz-lamp-${colour}-fill)`}
        stroke={`var(--dz-lamp-${colour}-${lamp === "yellow" ? "text" : "fill"})`}
        strokeWidth={hollow ? 1.6 : lamp === "yellow" ? 0.9 : 0}
        strokeLinejoin="round"
      />
    </svg>
  );
}
