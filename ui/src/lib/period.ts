// Periods and dates in Chinese words. Periods come as the wire writes them: 2022, 2022-H1, 2022-Q2, 2022-05,
// 2022-05-S1 (first half of the month), 2022-05-X2 (second ten days), 2022-W21, 2022-05-31, 2022-01-01/2022-03-15.

const QUARTERS = ["一", "二", "三", "四"];
const TEN_DAYS = ["上", "中", "下"];

export function periodName(period: string): string {
  const [from, to] = period.split("/");
  if (from && to) return `${dayName(from)}至${dayName(to)}`;
  const match =
    /^(\d{4})(?:-(?:H([12])|Q([1-4])|W(\d{1,2})|(\d{2})(?:-(?:S([12])|X([1-3])|(\d{2})))?))?$/.exec(period);
  if (!match) return period;
  const [, year, half, quarter, week, month, halfMonth, tenDays, day] = match;
  if (half) return `${year}年${half === "1" ? "上" : "下"}半年`;
  if (quarter) return `${year}年${QUARTERS[Number(quarter) - 1]}季度`;
  if (week) return `${year}年第${Number(week)}周`;
  if (!month) return `${year}年`;
  if (halfMonth) return `${year}年${Number(month)}月${halfMonth === "1" ? "上" : "下"}半月`;
  if (tenDays) return `${year}年${Number(month)}月${TEN_DAYS[Number(tenDays) - 1]}旬`;
  if (day) return dayName(period);
  return `${year}年${Number(month)}月`;
}

export function dayName(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : iso;
}

/** The date figures hold for: the last day of a month is spoken of as 月底, of a year as 年底. */
export function asOfName(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return iso;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (day !== lastDay(year, month)) return dayName(iso);
  return month === 12 ? `${year}年底` : `${year}年${month}月底`;
}

/** 14:02 of a moment in local time. */
export function clock(moment: Date): string {
  return `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
}

/** 2022-07-03 16:40 in local time; what is no moment stays as it is. */
export function momentName(iso: string): string {
  const moment = new Date(iso);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso) || Number.isNaN(moment.getTime())) return iso;
  return `${localDay(moment)} ${clock(moment)}`;
}

/** 7月3日 16:40 in local time, where the year is plain from what stands beside it. */
export function shortMoment(iso: string): string {
  const moment = new Date(iso);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso) || Number.isNaN(moment.getTime())) return iso;
  return `${moment.getMonth() + 1}月${moment.getDate()}日 ${clock(moment)}`;
}

/** 2022-07-03 of a moment in local time. */
export function localDay(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
