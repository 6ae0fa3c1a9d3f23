// A chart from an option object: drawn as SVG in the current theme, follows its box, says in words what it shows. The
// same figures stand in a table behind it for screen readers.
import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useRef, useState } from "react";
import { parts } from "../../text/parts";
import { useMode } from "../../theme/mode";
import "./chart.css";

export interface ChartProps {
  option: EChartsCoreOption;
  height: number;
  /** What the chart says, in one sentence. */
  label: string;
  /** The figures: head and rows, for those who cannot see the drawing. */
  table?: { head: readonly string[]; rows: readonly (readonly string[])[] };
  onPick?: (index: number, series: string) => void;
}

export function Chart({ option, height, label, table, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const mode = useMode((state) => state.mode);
  const [chart, setChart] = useState<ECharts>();
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    let made: ECharts | undefined;
    let gone = false;
    const watch = new ResizeObserver(() => made?.resize());
    void import("./engine").then(({ init }) => {
      if (gone || !box.current) return;
      made = init(box.current, `dz-${mode}`, { renderer: "svg" });
      made.on("click", (at) => pick.current?.(at.dataIndex, at.seriesName ?? ""));
      watch.observe(box.current);
      setChart(made);
    });
    return () => {
      gone = true;
      watch.disconnect();
      made?.dispose();
      setChart(undefined);
    };
  }, [mode]);

  useEffect(() => {
    chart?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [chart, option]);

  return (
    <figure className="dz-chart" aria-label={label}>
      <div ref={box} style={{ height }} aria-hidden="true" />
      {table ? (
        <table className="dz-unseen">
          <caption>{`${label} ${parts.chartTable}`}</caption>
          <thead>
            <tr>
              {table.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row[0]}>
                {row.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells are their column.
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </figure>
  );
}
