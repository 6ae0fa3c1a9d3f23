// The course of a target in several shapes.
import { BurnUp } from "../parts/chart/BurnUp";
import type { BurnUpView } from "../parts/chart/burnup.logic";
import { Page, ScrollBody } from "../parts/Page";

function course(reached: (month: number) => number | null, goal: number, forecast = true): BurnUpView {
  return {
    uom: "个村",
    target: String(goal),
    target_label: `目标 ≥${goal}`,
    deadline: "2026-12-31",
    points: Array.from({ length: 12 }, (_, at) => {
      const month = at + 1;
      const value = month <= 6 ? reached(month) : null;
      const ahead = month >= 6 && forecast ? (reached(6) ?? 0) * (month / 6) : null;
      return {
        day: new Date(Date.UTC(2026, month, 0)).toISOString().slice(0, 10),
        label: `${month}月`,
        actual: value === null ? null : String(value),
        plan: String(Math.round((goal * month) / 12)),
        forecast: ahead === null ? null : String(Math.round(ahead)),
        low: ahead === null ? null : String(Math.round(ahead * (1 - (month - 6) * 0.02))),
        high: ahead === null ? null : String(Math.round(ahead * (1 + (month - 6) * 0.02))),
      };
    }),
  };
}

const views: [string, BurnUpView][] = [
  ["滞后", course((month) => month * 18, 400)],
  ["接近目标值", course((month) => 330 + month * 11, 400, false)],
  ["有月份未报", course((month) => (month === 3 ? null : month * 40), 400)],
  ["超额", course((month) => month * 90, 400, false)],
];

export function Charts() {
  return (
    <Page title="目标">
      <ScrollBody keep="gallery.charts">
        <div style={{ display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 480px))", gap: 12 }}>
          {views.map(([title, view]) => (
            <section key={title} className="dz-card">
              <h2>{title}</h2>
              <BurnUp view={view} />
            </section>
          ))}
        </div>
      </ScrollBody>
    </Page>
  );
}
