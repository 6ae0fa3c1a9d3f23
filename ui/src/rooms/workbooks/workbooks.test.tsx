// What a person changes becomes a choice and is asked with again; and the room: a file is read, changed, looked at, and
// written with what was decided.

import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { indicatorView, usualRules } from "../../dev/indicator";
import { CallError, setHost } from "../../platform";
import { type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useLens } from "../../state/lens";
import { currentRoute } from "../../state/route";
import { letWait, useWaitingWorkbook } from "../../state/waiting";
import { newForm, workbooks as text } from "../../text/workbooks";
import type { Catalogue } from "../../wire/Catalogue";
import type { FormAsk } from "../../wire/FormAsk";
import type { FormProposal } from "../../wire/FormProposal";
import type { ImportWorkbookRequest } from "../../wire/ImportWorkbookRequest";
import type { MakeFormRequest } from "../../wire/MakeFormRequest";
import type { ReadWorkbookRequest } from "../../wire/ReadWorkbookRequest";
import {
  chosenOf,
  isSkipped,
  picked,
  SKIP,
  withForm,
  withName,
  withoutName,
  withSign,
  withTable,
  writes,
} from "./choices.logic";
import { column, workbook } from "./fixtures";
import { WorkbooksPage } from "./WorkbooksPage";

const none = workbook().choices;

const NO_FORM = { code: "workbook.no_form", severity: "error", place: "form", detail: [] };

const ask = (words: string, uom: string): FormAsk => ({
  columns: [words],
  row: null,
  indicator: {
    type: "new",
    indicator: {
      name: words,
      uom,
      decimals: 0,
      accumulation: "ytd",
      direction: "up",
      definition: null,
      programme: null,
      time_rule: null,
      place_rule: null,
      numerator: null,
      denominator: null,
      weight: null,
      authority: null,
    },
  },
});

const PROPOSAL: FormProposal = {
  name: "环境整治月报",
  frequency: "month",
  measure: "ytd",
  parent: "u0",
  level: "township",
  asks: [
    { columns: ["改厕户数"], row: null, indicator: { type: "existing", id: "i1" } },
    ask("清理垃圾", ""),
    ask("排序", "个"),
  ],
};

const CATALOGUE: Catalogue = {
  indicators: [indicatorView({ id: "i1", name: "改厕户数", uom: "户" })],
  programmes: [],
  usual_rules: usualRules,
  attributes: [],
};

describe("choices", () => {
  it("holds one for each column, the newest", () => {
    const target = column("E", "年度目标", { taken: false });
    const once = picked(none, target, "i1");
    expect(once.columns).toEqual([
      { title: "年度目标", taken: true, indicator: "i1", own_uom: false, fraction: null },
    ]);
    expect(picked(once, target, SKIP).columns).toMatchObject([{ taken: false, indicator: null }]);
    expect(chosenOf(target)).toBe(SKIP);
    expect(chosenOf(column("C", "完成", { indicator: "i1" }))).toBe("i1");
  });
  it("names are given units, passed over, and left as they seemed", () => {
    const skipped = withName(none, "开发区", null);
    expect(isSkipped(skipped, "开发区")).toBe(true);
    expect(isSkipped(withName(skipped, "开发区", "u2"), "开发区")).toBe(false);
    expect(withoutName(skipped, "开发区").names).toEqual([]);
  });
  it("another form forgets what was said of the columns and keeps the units", () => {
    const said = withName(
      picked(withTable(withSign(none, "—", "na"), 0, false), column("C", "数"), "i1"),
      "甲",
      "u1",
    );
    const other = withForm(said, "f2");
    expect(other).toMatchObject({ form: "f2", columns: [], period: null, names: [{ org_unit: "u1" }] });
    expect(other.signs).toEqual([{ sign: "—", meaning: "na" }]);
  });
  it("counts what is written", () => {
    const counts = { new: 2, changed: 1, same: 4, emptied: 3, drafts: 1, refused: 5 };
    expect([writes(counts, false), writes(counts, true)]).toEqual([4, 7]);
  });
});

describe("从Excel导入", () => {
  let host: MemoryHost;
  let asked: ReadWorkbookRequest[];
  let written: ImportWorkbookRequest[];

  beforeEach(() => {
    asked = [];
    written = [];
    host = memoryHost({
      forms: () => [],
      units: () => [],
      read_workbook: (request) => {
        asked.push(request);
        return workbook({ choices: request.choices ?? none });
      },
      import_workbook: (request) => {
        written.push(request);
        return {
          changed: { entry: null, rooms: ["results"], ids: [] },
          form: "f1",
          period: "2026-06",
          written: 3,
          drafts: 1,
          same: 1,
          kept: 1,
          refused: [],
        };
      },
    });
    setHost(host);
    useLens.setState({ asOf: "2026-06-30" });
    letWait({ name: "改厕.xlsx", bytes: "AA==", text: null });
    location.hash = "#/workbooks";
  });

  const open = async () => {
    render(
      <QueryClientProvider client={queryClient()}>
        <WorkbooksPage />
      </QueryClientProvider>,
    );
    await screen.findByTestId("workbook-write");
  };

  it("asks for a file where there is none", async () => {
    letWait(null);
    render(
      <QueryClientProvider client={queryClient()}>
        <WorkbooksPage />
      </QueryClientProvider>,
    );
    expect(screen.getByText(text.emptyTitle)).toBeTruthy();
    const file = new File(["单位,数\n"], "a.csv");
    fireEvent.change(screen.getByTestId("workbook-input"), { target: { files: [file] } });
    await screen.findByTestId("workbook-write");
    expect(asked[0]?.incoming.name).toBe("a.csv");
  });

  it("shows what was understood, and asks again with what is changed", async () => {
    await open();
    expect(asked[0]).toMatchObject({ as_of: "2026-06-30" });
    expect(asked[0]?.choices).toBeUndefined();
    expect(screen.getByText("达茂旗")).toBeTruthy();
    expect(screen.getByText("简称")).toBeTruthy();
    fireEvent.click(screen.getByRole("checkbox", { name: text.takeRow("开发区") }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.choices?.names).toEqual([{ name: "开发区", org_unit: null, indicator: null }]);
    fireEvent.click(await screen.findByText(text.ownUom));
    await waitFor(() => expect(asked).toHaveLength(3));
    expect(asked[2]?.choices?.columns).toMatchObject([{ title: "投入资金（元）", own_uom: true }]);
    expect(asked[2]?.choices?.names).toHaveLength(1);
  });

  it("shows each cell with its fate, and what is to be looked at", async () => {
    await open();
    fireEvent.click(screen.getByText(text.counted(text.views.cells ?? "", 7)));
    const rows = await screen.findAllByRole("row");
    expect(within(rows[1] as HTMLElement).getByText("6月!C7")).toBeTruthy();
    expect(within(rows[1] as HTMLElement).getByText(text.fates.refused ?? "")).toBeTruthy();
    fireEvent.click(screen.getByText(text.counted(text.views.problems ?? "", 2)));
    expect(await screen.findByText(/按表内的数重算是 65%/)).toBeTruthy();
  });

  it("writes with what was decided and goes to the form", async () => {
    await open();
    fireEvent.click(screen.getByRole("checkbox", { name: text.takeRow("开发区") }));
    await waitFor(() => expect(asked).toHaveLength(2));
    fireEvent.click(await screen.findByRole("checkbox", { name: text.clear(1) }));
    fireEvent.click(screen.getByTestId("workbook-write"));
    await waitFor(() => expect(currentRoute()).toMatchObject({ room: "results", path: ["f1"] }));
    expect(written[0]).toMatchObject({
      clear: true,
      remember: true,
      choices: { names: [{ name: "开发区" }] },
    });
    expect(useWaitingWorkbook.getState().workbook).toBeNull();
  });

  it("makes a form for a workbook that none is for, and reads it again for that form", async () => {
    const made: MakeFormRequest[] = [];
    setHost(
      memoryHost({
        forms: () => [],
        units: () => [],
        catalogue: () => CATALOGUE,
        read_workbook: (request) => {
          asked.push(request);
          if (!request.choices) throw new CallError({ code: "refused", data: null, problems: [NO_FORM] });
          return workbook({ choices: request.choices });
        },
        propose_form: () => PROPOSAL,
        make_form: (request) => {
          made.push(request);
          return {
            changed: { entry: null, rooms: ["results", "programmes"], ids: ["f9"] },
            form: "f9",
            choices: { ...request.choices, form: "f9" },
          };
        },
      }),
    );
    render(
      <QueryClientProvider client={queryClient()}>
        <WorkbooksPage />
      </QueryClientProvider>,
    );
    const button = await screen.findByTestId<HTMLButtonElement>("make-form");
    expect(button.disabled).toBe(true);
    expect(screen.getByText(newForm.summary(PROPOSAL.asks))).toBeTruthy();
    fireEvent.change(screen.getByLabelText(newForm.uomOf("清理垃圾")), { target: { value: "吨" } });
    fireEvent.click(screen.getByRole("checkbox", { name: "排序" }));
    expect(button.disabled).toBe(false);
    fireEvent.click(button);
    await screen.findByTestId("workbook-write");
    expect(made[0]?.form.asks).toMatchObject([
      { columns: ["改厕户数"], indicator: { type: "existing", id: "i1" } },
      { columns: ["清理垃圾"], indicator: { type: "new", indicator: { name: "清理垃圾", uom: "吨" } } },
    ]);
    expect(asked.at(-1)?.choices?.form).toBe("f9");
  });
});
