// 完成曲线: what was reached against the plan, the goal and the deadline.
import { useMemo } from "react";
import { chart as words } from "../../text/chart";
import { paletteOf } from "../../theme/antd";
import { useMode } from "../../theme/mode";
import { type BurnUpView, burnUpOption, burnUpTable } from "./burnup.logic";
import { Chart } from "./Chart";

export function BurnUp({ view, height = 220 }: { view: BurnUpView; height?: number }) {
  const mode = useMode((state) => state.mode);
  const option = useMemo(() => burnUpOption(view, paletteOf(mode), height), [view, mode, height]);
  const table = useMemo(() => burnUpTable(view), [view]);
  return (
    <div className="dz-burnup">
      <ul className="dz-legend" aria-hidden="true">
        <li data-line="actual">{words.actual}</li>
        {view.points.some((point) => point.plan !== null) ? <li data-line="plan">{words.plan}</li> : null}
        {view.points.some((point) => point.forecast !== null) ? (
          <li data-line="forecast">{words.forecast}</li>
        ) : null}
        <li className="dz-faint">{view.uom}</li>
      </ul>
      <Chart option={option} height={height} label={words.burnUp(view.uom)} table={table} />
    </div>
  );
}
