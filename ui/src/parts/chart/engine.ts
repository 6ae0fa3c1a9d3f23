// The chart library, only what we draw with, in a chunk of its own that is fetched when the first chart is shown.
import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
} from "echarts/components";
import { init, registerTheme, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { chartTheme } from "../../theme/chart";

use([
  BarChart,
  LineChart,
  ScatterChart,
  CustomChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  AriaComponent,
  LabelLayout,
  SVGRenderer,
]);
registerTheme("dz-light", chartTheme("light"));
registerTheme("dz-dark", chartTheme("dark"));

export { init };
