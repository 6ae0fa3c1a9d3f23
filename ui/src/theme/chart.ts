// The chart theme, from the same palette as everything else. Status colours are not in the series list: a series is
// drawn in the brand colour or in neutral, and only a point that carries a status takes its lamp.
import { type Mode, paletteOf } from "./antd";
import { fontFamily } from "./palette";

export function chartTheme(mode: Mode): Record<string, unknown> {
  const p = paletteOf(mode);
  const axis = {
    axisLine: { show: true, lineStyle: { color: p.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: p.text3, fontSize: 12 },
    splitLine: { lineStyle: { color: p.line } },
    nameTextStyle: { color: p.text3, fontSize: 12 },
  };
  return {
    color: [p.brand, p.neutral, p.lamps.blue.fill, p.text3],
    backgroundColor: "transparent",
    textStyle: { fontFamily, color: p.text, fontSize: 12 },
    categoryAxis: { ...axis, splitLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    line: { lineStyle: { width: 2 }, symbolSize: 6, symbol: "circle", smooth: false },
    bar: { barMaxWidth: 28, itemStyle: { borderRadius: 0 } },
    legend: { textStyle: { color: p.text2 }, itemWidth: 18, itemHeight: 8 },
    tooltip: {
      backgroundColor: p.surface,
      borderColor: p.lineStrong,
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: p.text, fontSize: 13 },
      extraCssText: "box-shadow:none;font-variant-numeric:tabular-nums",
    },
  };
}
