// Pages from heights, pieces of runs, what is kept of a draft; and the room: the preview follows the fields, figures open
// their targets, the file is written and its path shown.
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CallError, setHost } from "../../platform";
import { type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { reports as text } from "../../text/reports";
import type { ArchiveRequest } from "../../wire/ArchiveRequest";
import type { BulletinRequest } from "../../wire/BulletinRequest";
import type { ExportRequest } from "../../wire/ExportRequest";
import type { SaveTemplateRequest } from "../../wire/SaveTemplateRequest";
import { Checks } from "./Checks";
import {
  choicesOf,
  chosenOf,
  draftOf,
  FIELDS,
  fieldsOf,
  filteredChoices,
  firstDraft,
  keptOf,
  keysOf,
  requestOf,
  TEMPLATES,
  targetsOf,
} from "./draft.logic";
import { bulletin, handlers, tree } from "./fixtures";
import {
  type FlowItem,
  LINE,
  markSize,
  paged,
  pagedCharts,
  pagedRows,
  signaturePlace,
  slicedRuns,
} from "./pages.logic";
import { ReportsPage } from "./ReportsPage";
import { columnWidths, emsOf, rowHeights } from "./table.logic";

describe("pages", () => {
  const lines = (key: string, count: number): FlowItem => ({ key, height: count * LINE, lines: count });
  const fixed = (key: string, count: number, keep = false): FlowItem => ({ key, height: count * LINE, keep });
  const shape = (items: FlowItem[]) =>
    paged(items).map(({ slices }) =>
      slices.map(({ key, from, to, whole }) => (whole ? key : `${key}${from}-${to}`)).join(" "),
    );

  it.each<[string, FlowItem[], string[]]>([
    ["a full page is full", [lines("a", 22)], ["a"]],
    ["a paragraph is cut between lines", [fixed("t", 20), lines("a", 5)], ["t a0-2", "a2-5"]],
    ["over several pages", [lines("a", 50)], ["a0-22", "a22-44", "a44-50"]],
    ["what cannot be cut moves", [fixed("t", 20), fixed("s", 4)], ["t", "s"]],
    [
      "a heading stays with a line of its text",
      [fixed("t", 21), fixed("h", 1, true), lines("a", 3)],
      ["t", "h a"],
    ],
    [
      "and so do two headings",
      [fixed("t", 20), fixed("h", 1, true), fixed("g", 1, true), lines("a", 3)],
      ["t", "h g a"],
    ],
    ["one line of it is enough", [fixed("t", 20), fixed("h", 1, true), lines("a", 3)], ["t h a0-1", "a1-3"]],
    [
      "two lines go along with the signature",
      [fixed("t", 15), { ...lines("a", 6), keep: true }, fixed("s", 4)],
      ["t a0-4", "a4-6 s"],
    ],
    [
      "a short text goes along whole",
      [fixed("t", 18), { ...lines("a", 2), keep: true }, fixed("s", 4)],
      ["t", "a s"],
    ],
    ["all together where there is room", [{ ...lines("a", 6), keep: true }, fixed("s", 4)], ["a s"]],
    ["larger than a page stands where it is", [fixed("t", 30), fixed("s", 1)], ["t", "s"]],
    ["nothing is one empty page", [], [""]],
  ])("%s", (_name, items, expected) => expect(shape(items)).toEqual(expected));

  it("loses no line", () => {
    const items = Array.from({ length: 40 }, (_, at) => lines(`p${at}`, (at * 7) % 11 || 1));
    const count = paged(items)
      .flatMap(({ slices }) => slices)
      .reduce((sum, { from, to }) => sum + to - from, 0);
    expect(count).toBe(items.reduce((sum, { lines: all = 0 }) => sum + all, 0));
  });

  it("repeats the head of a table and keeps its notes with the last row", () => {
    const table = { above: 20, head: 10, rows: Array.from({ length: 30 }, () => 10), below: 15 };
    expect(pagedRows(table, 150)).toEqual([
      { from: 0, to: 12 },
      { from: 12, to: 26 },
      { from: 26, to: 30 },
    ]);
    expect(pagedRows({ ...table, rows: [] }, 150)).toEqual([{ from: 0, to: 0 }]);
    expect(pagedRows({ ...table, rows: [999] }, 150), "a row higher than the page").toEqual([
      { from: 0, to: 1 },
    ]);
    const tight = { ...table, rows: Array.from({ length: 12 }, () => 10) };
    expect(pagedRows(tight, 150), "the last row turns with its notes").toEqual([
      { from: 0, to: 11 },
      { from: 11, to: 12 },
    ]);
  });

  it("reckons columns and rows of a table from what stands in them", () => {
    const { annexes } = bulletin(requestOf({ as_of: "2026-06-30", org_unit: null }, firstDraft("")), 3);
    const [table] = annexes;
    if (!table) throw new Error("no annex");
    const widths = columnWidths(table, 225);
    expect(widths).toHaveLength(9);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(225);
    expect(Math.max(...widths), "names are the widest").toBe(widths[1]);
    expect(new Set(rowHeights(table, widths)).size, "nothing breaks where there is room").toBe(1);
    const narrow = rowHeights(
      table,
      widths.map((width) => width / 3),
    );
    expect(narrow[0], "broken names make a row higher").toBeGreaterThan(rowHeights(table, widths)[0] ?? 0);
    expect([emsOf("村"), emsOf("1.5"), emsOf("")]).toEqual([1, 1.5, 0]);
    expect(columnWidths({ ...table, columns: [] }, 156)).toEqual([]);
    const third = widths.map((width) => width / 3);
    const small = rowHeights({ ...table, size: 15 }, third);
    expect(small[0], "smaller type breaks less").toBeLessThan(narrow[0] ?? 0);
  });

  it("cuts runs at characters and keeps where figures come from", () => {
    const run = (words: string, figure: string | null = null) => ({
      text: words,
      target: figure && "t",
      org_unit: null,
      figure,
      status: null,
    });
    const runs = [run("完成"), run("213个村", "actual"), run("。")];
    expect(slicedRuns(runs, 1, 4)).toEqual([run("成"), run("21", "actual")]);
    expect(slicedRuns(runs, 4, 99)).toEqual([run("3个村", "actual"), run("。")]);
    expect(slicedRuns(runs, 0, 0)).toEqual([]);
  });

  it("knows the size of the mark, the place of the signature", () => {
    expect(markSize("通报")).toBe(18.3);
    expect(markSize("某某自治区某某市某某县人民政府办公室文件")).toBe(7.8);
    expect(signaturePlace("县政府办", "2026年7月5日")).toEqual({ name: 5, date: 4 });
    expect(signaturePlace("很长很长很长很长很长的机关名称", "2026年7月5日").name).toBe(0);
  });
});

describe("charts", () => {
  it.each<[string, number[], number[][]]>([
    ["none", [], []],
    ["as many as fit", [50, 50, 50], [[0, 1], [2]]],
    ["the title takes room on the first page only", [170, 170], [[0], [1]]],
    ["one higher than the page stands alone", [300, 20], [[0], [1]]],
  ])("%s", (_, heights, pages) => expect(pagedCharts(heights, 225).pages).toEqual(pages));
});

describe("draft", () => {
  const context = { as_of: "2026-06-30", org_unit: "u0" };
  it("sends only what was written", () => {
    const draft = { ...firstDraft("县政府办"), fields: { signer: "县政府办", title: "  ", basis: " 甲 " } };
    expect(requestOf(context, draft)).toEqual({
      context,
      targets: [],
      template: "progress_bulletin",
      derivations: false,
      charts: true,
      fields: { signer: "县政府办", basis: "甲" },
      edits: [],
    });
  });

  it("keeps the office's words for ever and the issue's for as long as its day is looked at", () => {
    const edit = {
      sentence: "overall|||1",
      basis: "□",
      runs: [{ text: "一句", target: null, org_unit: null, figure: null, status: null }],
    };
    const draft = {
      template: "progress_brief",
      targets: ["t1"],
      derivations: true,
      charts: false,
      compareWith: "2026-03-31",
      fields: {
        letterhead: "督查通报",
        doc_number: "第1期",
        issued_on: "2026-07-05",
        overall: "6月召开现场会。",
      },
      edits: [edit],
      paper: { name: "红头.docx", digest: "8a" },
    };
    const kept = keptOf(draft, "2026-06-30");
    const lasting = {
      template: "progress_brief",
      targets: [],
      derivations: true,
      charts: false,
      compareWith: "",
      paper: draft.paper,
    };
    expect(draftOf(kept, "x", "2026-06-30")).toEqual({ ...lasting, fields: draft.fields, edits: [edit] });
    expect(draftOf(kept, "x", "2026-07-31")).toEqual({
      ...lasting,
      fields: { letterhead: "督查通报" },
      edits: [],
    });
    expect(requestOf(context, draft).compare_with).toBe("2026-03-31");
  });

  it("asks only for what a template prints", () => {
    expect(fieldsOf("progress_bulletin")).toEqual(FIELDS);
    expect(fieldsOf("progress_summary")).toEqual(["title", "signer", "issued_on"]);
    expect(fieldsOf("change_report")).toEqual(["signer"]);
    expect(fieldsOf("correction_notice")).not.toContain("requirements");
    expect(fieldsOf("correction_notice")).not.toContain("overall");
    expect(fieldsOf("progress_brief")).not.toContain("progress");
    for (const template of TEMPLATES) expect(text.templates[template]).toBeTruthy();
  });

  it.each([
    null,
    "",
    "{",
    "[]",
    '{"template":1,"fields":3}',
    '{"fields":{"signer":7,"evil":"x"},"template":"y"}',
  ])("begins anew when %j was kept", (kept) => {
    expect(draftOf(kept, "县政府办", "2026-06-30").template).toBe("progress_bulletin");
    expect(draftOf(kept, "", "2026-06-30").fields).toEqual({});
  });

  it("chooses targets in the tree: all of them is none named", () => {
    const choices = choicesOf(tree);
    expect(
      choices.map(({ title }) => title),
      "a programme without targets is no choice",
    ).toEqual(["人居环境整治", "集体经济"]);
    expect(targetsOf(choices)).toEqual(["t1", "t2", "t4"]);
    expect(keysOf(choices, ["t2"])).toEqual(["target:t2@u0"]);
    expect(chosenOf(choices, new Set(keysOf(choices, [])))).toEqual([]);
    expect(chosenOf(choices, new Set(["target:t1@u0"]))).toEqual(["t1"]);
    expect(targetsOf(filteredChoices(choices, "户厕"))).toEqual(["t2"]);
  });
});

describe("charts in the room", () => {
  it("shows charts behind the tables, named among the annexes", async () => {
    const chart = { title: "图1　进度曲线", svg: "<svg/>", height: 400, notes: ["短划线为计划。"] };
    const charts = { label: "附件3", title: "上半年进展情况图", charts: [chart] };
    const annex_list = ["1.指标完成情况表", "2.嘎查村清单", "3.上半年进展情况图"];
    const charted: typeof bulletin = (request) => ({ ...bulletin(request), annex_list, charts });
    setHost(memoryHost({ ...handlers, bulletin: (request) => charted(request) }));
    render(
      <QueryClientProvider client={queryClient()}>
        <ReportsPage />
      </QueryClientProvider>,
    );
    const picture = await screen.findByRole("img", { name: "图1　进度曲线" });
    expect(picture.getAttribute("src")).toBe("data:image/svg+xml,%3Csvg%2F%3E");
    expect(screen.getAllByText("3.上半年进展情况图").length).toBeGreaterThan(0);
  });
});

describe("checks", () => {
  const check = (code: string, place: string) => ({ code, severity: "query", place, detail: [] });
  const show = (place: string, ways: { onField?(): void; onPages?(): void } = {}) =>
    render(
      <Checks
        view={{
          ...bulletin(requestOf({ as_of: "2026-06-30", org_unit: "u0" }, firstDraft(""))),
          checks: [check("bulletin.example", place)],
        }}
        onField={ways.onField ?? (() => {})}
        onPages={ways.onPages ?? (() => {})}
      />,
    );

  it.each([
    ["t1@u0", "#/targets/t1?unit=u0"],
    ["t1", "#/targets/t1"],
    ["standing", "#/review?view=standing"],
    ["form:f:1@2022-06", "#/results/f%3A1?period=2022-06&checks=1"],
  ])("leads from %s to another room", (place, href) => {
    show(place);
    expect(screen.getByRole("link").getAttribute("href")).toBe(href);
  });

  it.each(["signer", "targets", "paper"])("brings the settings to sight for %s", (place) => {
    const onField = vi.fn();
    show(place, { onField });
    fireEvent.click(screen.getByRole("button"));
    expect(onField).toHaveBeenCalledOnce();
  });

  it.each(["sentence:progress.1", "sign:㐀"])("brings the pages to sight for %s", (place) => {
    const onPages = vi.fn();
    show(place, { onPages });
    fireEvent.click(screen.getByRole("button"));
    expect(onPages).toHaveBeenCalledOnce();
  });
});

describe("the room", () => {
  let host: MemoryHost;
  const asked = <T,>(cmd: string) =>
    host.calls.filter((call) => call.cmd === cmd).map(({ payload }) => payload as T);

  beforeEach(() => {
    localStorage.clear();
    useLens.setState({ asOf: "2026-06-30", scope: { id: "u0", name: "青原县" } });
    host = memoryHost(handlers);
    setHost(host);
    render(
      <QueryClientProvider client={queryClient()}>
        <ReportsPage />
      </QueryClientProvider>,
    );
  });

  it("shows the bulletin, and figures lead to their targets", async () => {
    const figures = await screen.findAllByTestId("bulletin-figure");
    expect(figures.map((link) => link.getAttribute("href"))).toContain("#/targets/t1?unit=u0");
    expect(figures.map((link) => link.getAttribute("href"))).toContain("#/overview");
    expect(screen.getAllByText(/附件/).length).toBeGreaterThan(0);
  });

  it("asks again when a field has been written, and keeps it for the next time", async () => {
    const field = await screen.findByLabelText(text.fields.letterhead);
    fireEvent.change(field, { target: { value: "督查通报" } });
    await waitFor(() =>
      expect(asked<BulletinRequest>("bulletin").at(-1)?.fields.letterhead).toBe("督查通报"),
    );
    expect(localStorage.getItem("duizhang.bulletin.dev")).toContain("督查通报");
    expect((await screen.findAllByText("督查通报")).length).toBeGreaterThan(0);
  });

  it("leads from a check to its field", async () => {
    const checks = await screen.findByTestId("checks");
    const way = checks.querySelector("button");
    if (!way) throw new Error("no way to a field");
    fireEvent.click(way);
    await waitFor(() => expect(document.activeElement?.id).toMatch(/^bulletin-/));
    expect(checks.querySelector("a")?.getAttribute("href")).toBe("#/targets/t2");
    expect(checks.querySelector("li")?.dataset.severity, "errors first").toBe("error");
  });

  it("writes the file with what is in the fields now, shows the path and the folder", async () => {
    await screen.findAllByTestId("bulletin-figure");
    fireEvent.change(screen.getByLabelText(text.fields.contact), { target: { value: "张某" } });
    fireEvent.click(screen.getByTestId("export-docx"));
    expect((await screen.findByTestId("exported-path")).textContent).toMatch(/通报\.docx$/);
    expect(asked<ExportRequest>("export_bulletin")[0]).toMatchObject({
      format: "docx",
      path: null,
      choose: false,
      bulletin: { fields: { contact: "张某" } },
    });
    fireEvent.click(screen.getByTestId("open-bulletin"));
    await waitFor(() => expect(asked("open_bulletin")).toHaveLength(1));
    fireEvent.click(screen.getByTestId("reveal"));
    await waitFor(() => expect(asked("reveal")).toHaveLength(1));
    fireEvent.click(screen.getByText(text.saveAs));
    await waitFor(() => expect(asked<ExportRequest>("export_bulletin")[1]?.choose).toBe(true));
  });

  it("asks once when the official faces are missing: Word as it is, or PDF instead", async () => {
    const missing = [{ name: "仿宋_GB2312", of: "正文", stands_in: "仿宋" }];
    host = memoryHost({ ...handlers, missing_faces: () => missing });
    setHost(host);
    await screen.findAllByTestId("bulletin-figure");
    const written = () => asked<ExportRequest>("export_bulletin").map(({ format }) => format);
    fireEvent.click(screen.getByTestId("export-docx"));
    expect((await screen.findByText("仿宋_GB2312")).closest("tr")?.textContent).toBe("仿宋_GB2312正文仿宋");
    expect(written(), "nothing is written before the answer").toEqual([]);
    fireEvent.click(screen.getByTestId("faces-pdf"));
    await waitFor(() => expect(written()).toEqual(["pdf"]));
    await waitFor(() => expect(screen.queryByTestId("faces-pdf")).toBeNull());
    fireEvent.click(screen.getByTestId("export-docx"));
    fireEvent.click(await screen.findByTestId("faces-word"));
    await waitFor(() => expect(written()).toEqual(["pdf", "docx"]));
    fireEvent.click(screen.getByTestId("export-docx"));
    await waitFor(() => expect(written(), "it is remembered").toEqual(["pdf", "docx", "docx"]));
  });

  it.each([
    [
      "通报.docx",
      [text.heldAt("w1:7", "2026-07-02", 3), text.changedCount(1), "累计完成213个。", "累计完成240个。"],
    ],
    ["别处.docx", [text.verdicts.foreign ?? ""]],
  ])("holds an issued file against the ledger and says it in words: %s", async (name, said) => {
    await screen.findAllByTestId("bulletin-figure");
    const file = new File(["通报"], name);
    fireEvent.change(screen.getByTestId("verify-input"), { target: { files: [file] } });
    const verdict = await screen.findByTestId("verdict");
    for (const words of [name, ...said]) expect(verdict.textContent).toContain(words);
    fireEvent.click(screen.getByTestId("verdict-close"));
    await waitFor(() => expect(screen.queryByTestId("verdict")).toBeNull());
  });

  it("puts a sentence differently: words as typed, figures by name; and back", async () => {
    const [mark] = await screen.findAllByTestId("edit-sentence");
    if (!mark) throw new Error("no sentence to edit");
    const key = mark.dataset.sentence ?? "";
    fireEvent.click(mark);
    const box = await screen.findByTestId("sentence");
    const chips = box.querySelectorAll<HTMLElement>("[data-figure]");
    expect(chips.length).toBeGreaterThan(0);
    const [first] = chips;
    if (!first) throw new Error("no figure");
    box.replaceChildren("各镇抓紧，已完成", first, "。");
    fireEvent.click(screen.getByTestId("sentence-keep"));
    await waitFor(() => expect(asked<BulletinRequest>("bulletin").at(-1)?.edits).toHaveLength(1));
    const [put] = asked<BulletinRequest>("bulletin").at(-1)?.edits ?? [];
    expect(put?.sentence).toBe(key);
    expect(put?.runs.map(({ text, figure }) => (figure ? figure : text))).toEqual([
      "各镇抓紧，已完成",
      key.split("|").find((figure) => figure !== ""),
      "。",
    ]);
  });

  it("prints all its pages in place of the window, and leaves nothing behind", async () => {
    await screen.findAllByTestId("bulletin-figure");
    const printed: number[] = [];
    vi.stubGlobal("print", () => printed.push(document.querySelectorAll(".dz-print .dz-paper").length));
    fireEvent.click(screen.getByTestId("print"));
    await waitFor(() => expect(printed).toHaveLength(1));
    expect(printed[0]).toBe(screen.getByTestId("preview").querySelectorAll(".dz-paper").length);
    dispatchEvent(new Event("afterprint"));
    await waitFor(() => expect(document.querySelector(".dz-print")).toBeNull());
    vi.unstubAllGlobals();
  });

  it("begins with a saved template, and saves one without what belongs to one issue", async () => {
    await screen.findAllByTestId("bulletin-figure");
    fireEvent.click(await screen.findByTestId("take-template"));
    const [take] = await screen.findAllByText(text.templateOf("月度简报", "县政府办"));
    if (!take) throw new Error("no template");
    fireEvent.click(take);
    await waitFor(() =>
      expect(asked<BulletinRequest>("bulletin").at(-1)).toMatchObject({
        template: "progress_brief",
        derivations: true,
        charts: false,
        paper: "8a",
        fields: { letterhead: "督查专报", doc_number: "第8期" },
      }),
    );
    fireEvent.change(screen.getByLabelText(text.fields.title), { target: { value: "只属这一期" } });
    fireEvent.click(screen.getByTestId("save-template"));
    fireEvent.change(await screen.findByLabelText(text.numberPattern), { target: { value: "第{号}期" } });
    fireEvent.click(screen.getByText(text.templateSaveDone));
    await waitFor(() => expect(asked("save_report_template")).toHaveLength(1));
    expect(asked<SaveTemplateRequest>("save_report_template")[0]).toMatchObject({
      name: "月度简报",
      template: "progress_brief",
      fields: { letterhead: "督查专报", doc_number: "第{号}期" },
    });
    expect(asked<SaveTemplateRequest>("save_report_template")[0]?.fields.title).toBeUndefined();
  });

  it("inserts a phrase of the ledger, and changes the phrases", async () => {
    await screen.findAllByTestId("bulletin-figure");
    fireEvent.click(await screen.findByTestId("phrases"));
    fireEvent.click(await screen.findByText("请核实。"));
    expect(screen.getByLabelText<HTMLTextAreaElement>(text.fields.requirements).value).toBe("请核实。");
    fireEvent.click(screen.getByTestId("phrases"));
    fireEvent.click(await screen.findByText(text.phrasesEdit));
    fireEvent.change(await screen.findByLabelText(text.phrasesLabel), { target: { value: "甲\n乙" } });
    fireEvent.click(screen.getByText(text.phrasesSave));
    await waitFor(() => expect(asked("set_phrases")).toEqual([{ phrases: ["甲", "乙"] }]));
  });

  it("puts a written file into the archive under its title and number", async () => {
    await screen.findAllByTestId("bulletin-figure");
    fireEvent.click(screen.getByTestId("export-pdf"));
    fireEvent.click(await screen.findByTestId("archive-report"));
    const number = await screen.findByLabelText(text.numberOrIssue);
    fireEvent.change(number, { target: { value: "青政办发〔2026〕15号" } });
    const [, confirm] = screen.getAllByText(text.putInArchive, { selector: "button span" });
    if (!confirm) throw new Error("no way to confirm");
    fireEvent.click(confirm);
    await waitFor(() => expect(asked<ArchiveRequest>("archive_report")).toHaveLength(1));
    const [put] = asked<ArchiveRequest>("archive_report");
    expect(put?.file.path).toMatch(/通报\.pdf$/);
    expect(put?.doc_number).toBe("青政办发〔2026〕15号");
    expect(put?.title).not.toBe("");
  });

  it("opens a report of the archive: what each figure was, is, and by which entry", async () => {
    await screen.findAllByTestId("bulletin-figure");
    fireEvent.click(screen.getByTestId("open-archive"));
    fireEvent.click(await screen.findByTestId("archived"));
    const figures = await screen.findByTestId("changed-figures");
    for (const words of ["213个", "240个", "复核后更正", "张某"])
      expect(figures.textContent).toContain(words);
    expect(figures.querySelector("a")?.getAttribute("href")).toBe("#/targets/t1");
    fireEvent.click(screen.getByTestId("archive-back"));
    expect(await screen.findByTestId("archive")).toBeTruthy();
  });

  it("writes one file for every unit below, into a folder, one after the other", async () => {
    await screen.findAllByTestId("bulletin-figure");
    fireEvent.click(screen.getByTestId("export-each"));
    fireEvent.click(await screen.findByText(text.eachFormats.docx ?? ""));
    await waitFor(() => expect(asked<ExportRequest>("export_bulletin")).toHaveLength(2));
    const written = asked<ExportRequest>("export_bulletin");
    expect(written.map(({ bulletin }) => bulletin.context.org_unit)).toEqual(["u1", "u2"]);
    expect(new Set(written.map(({ folder }) => folder)).size).toBe(1);
    await waitFor(() => expect(screen.queryByTestId("each-progress")).toBeNull());
  });

  it("stops between two files when asked to", async () => {
    await screen.findAllByTestId("bulletin-figure");
    let finish: () => void = () => undefined;
    const written = { path: "D:/台账/文档/甲.docx", digest: null };
    host = memoryHost({
      ...handlers,
      export_bulletin: () =>
        new Promise((done) => {
          finish = () => done(written);
        }),
    });
    setHost(host);
    fireEvent.click(screen.getByTestId("export-each"));
    fireEvent.click(await screen.findByText(text.eachFormats.docx ?? ""));
    const stop = await screen.findByTestId("each-stop");
    await waitFor(() => expect(asked<ExportRequest>("export_bulletin")).toHaveLength(1));
    fireEvent.click(stop);
    finish();
    await waitFor(() => expect(screen.queryByTestId("each-progress")).toBeNull());
    expect(asked<ExportRequest>("export_bulletin")).toHaveLength(1);
  });

  it("shows what is being done on a long document, and stops it", async () => {
    await screen.findAllByTestId("bulletin-figure");
    let refuse: (why: unknown) => void = () => undefined;
    let running = false;
    host = memoryHost({
      ...handlers,
      work: () => ({ running, stage: running ? "set" : null, done: 0, total: 0 }),
      stop_work: () => {
        refuse(new CallError({ code: "cancelled", data: null }));
        return {};
      },
      export_bulletin: () => {
        running = true;
        return new Promise((_, no) => {
          refuse = (why) => {
            running = false;
            no(why);
          };
        });
      },
    });
    setHost(host);
    fireEvent.click(screen.getByTestId("export-pdf"));
    const going = await screen.findByTestId("export-going");
    const stages = [...going.querySelectorAll("li")];
    expect(stages.map((stage) => stage.textContent)).toEqual(["汇总数字", "排版", "写出文件"]);
    expect(stages.map((stage) => stage.getAttribute("aria-current"))).toEqual([null, "step", null]);
    expect((screen.getByTestId("export-docx") as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByTestId("export-stop"));
    await waitFor(() => expect(screen.queryByTestId("export-going")).toBeNull());
    expect(useNotices.getState().notices.map(({ what }) => what)).toContain(text.stopped);
    expect(screen.queryByTestId("exported-path")).toBeNull();
    expect((screen.getByTestId("export-docx") as HTMLButtonElement).disabled).toBe(false);
  });
});
