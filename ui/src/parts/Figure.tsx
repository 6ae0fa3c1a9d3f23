// A figure with its unit. It opens: a click leads to where it comes from. The exact value stands in the tooltip when the
// printed one is shorter. Missing is —, or the word for why.
import { Tooltip } from "antd";
import { grouped } from "../lib/decimal";
import { MISSING } from "../lib/format";
import { parts } from "../text/parts";
import "./figure.css";

export interface FigureLike {
  value: string;
  /** As printed, without the unit. */
  text: string;
  uom: string;
}

export interface FigureProps {
  figure: FigureLike | null | undefined;
  /** What the figure is, for the spoken name: 完成率. */
  what?: string;
  /** Written in front: 约, ＞. */
  qualifier?: string;
  /** Instead of — where there is none. */
  missing?: string;
  onOpen?: (() => void) | undefined;
}

export function Figure({ figure, what, qualifier, missing = MISSING, onOpen }: FigureProps) {
  if (!figure) return <span className="dz-figure dz-faint">{missing}</span>;
  const printed = `${qualifier ?? ""}${figure.text}`;
  const exact = exactOf(figure);
  const body = (
    <>
      <span className="dz-figure-number">{printed}</span>
      {figure.uom ? <span className="dz-figure-unit">{figure.uom}</span> : null}
    </>
  );
  const shown = onOpen ? (
    <button
      type="button"
      className="dz-plain dz-figure dz-figure-open"
      aria-label={parts.openFigure(`${what ?? ""} ${printed}${figure.uom}`.trim())}
      onClick={onOpen}
    >
      {body}
    </button>
  ) : (
    <span className="dz-figure">{body}</span>
  );
  return exact ? <Tooltip title={`${parts.exact} ${exact}`}>{shown}</Tooltip> : shown;
}

/** The exact value where it says more than the printed one. A rate is kept as a fraction and printed as %. */
function exactOf({ value, text, uom }: FigureLike): string | null {
  if (uom === "%" || value === "") return null;
  const exact = grouped(value);
  return exact.replaceAll(",", "") === text.replaceAll(",", "") ? null : `${exact}${uom}`;
}
