// The rooms on what the ledger really answers: the golden files that Rust writes and compares are shown here as they
// are. One JSON proves both languages.
import { QueryClientProvider } from "@tanstack/react-query";
import { configure, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import bulletin from "../../../tests/golden/bulletin.json";
import document_ from "../../../tests/golden/document.json";
import documents from "../../../tests/golden/documents.json";
import grid from "../../../tests/golden/grid.json";
import ledger from "../../../tests/golden/ledger.json";
import overview from "../../../tests/golden/overview.json";
import ranking from "../../../tests/golden/ranking.json";
import target from "../../../tests/golden/target.json";
import coverage from "../../../tests/golden/target-coverage.json";
import units from "../../../tests/golden/units.json";
import { setHost } from "../platform";
import { memoryHost } from "../platform/memory";
import { OverviewPage } from "../rooms/overview/OverviewPage";
import { sheetOf } from "../rooms/results/useGridView";
import { queryClient } from "../state/ask";
import { useLens } from "../state/lens";
import type { BulletinView } from "../wire/BulletinView";
import type { DocumentLine } from "../wire/DocumentLine";
import type { DocumentView } from "../wire/DocumentView";
import type { GridView } from "../wire/GridView";
import type { LedgerView } from "../wire/LedgerView";
import type { Overview } from "../wire/Overview";
import type { Ranking } from "../wire/Ranking";
import type { TargetDetail } from "../wire/TargetDetail";
import type { UnitView } from "../wire/UnitView";

configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 30_000 });

// The compiler holds the answers against the wire types: a field that is missing or of another type fails `tsc`.
const answers = {
  bulletin: bulletin as BulletinView,
  document: document_ satisfies DocumentView,
  documents: documents satisfies DocumentLine[],
  grid: grid satisfies GridView,
  ledger: ledger satisfies LedgerView,
  overview: overview satisfies Overview,
  ranking: ranking satisfies Ranking,
  target: target satisfies TargetDetail,
  coverage: coverage satisfies TargetDetail,
  units: units satisfies UnitView[],
};

describe("the overview of the sample", () => {
  beforeEach(() => {
    location.hash = "#/overview";
    useLens.getState().reset({ asOf: "2022-06-30", scope: { id: null, name: "" } });
    setHost(
      memoryHost({
        overview: () => answers.overview,
        ranking: () => answers.ranking,
        units: () => answers.units,
      }),
    );
    render(
      <QueryClientProvider client={queryClient()}>
        <OverviewPage />
      </QueryClientProvider>,
    );
  });

  it("says the ledger's sentence and every count", async () => {
    await screen.findAllByText(answers.overview.counts[0]?.status.word ?? "");
    await waitFor(() =>
      expect(document.getElementById("ov-sentence")?.textContent).toBe(
        answers.overview.sentence.map(({ text }) => text).join(""),
      ),
    );
  });

  it("shows the worst target first with the figures as the ledger printed them", async () => {
    const worst = answers.overview.lines[0];
    const cells = await screen.findAllByText(worst?.name ?? "");
    const row = cells[0]?.closest("tr");
    expect(row?.textContent).toContain(worst?.status.word);
    expect(row?.textContent).toContain(worst?.actual?.text);
    expect(row?.textContent).toContain(worst?.gap?.text);
  });
});

describe("the answers hang together", () => {
  it("a target's drawer says what its line says", () => {
    const line = answers.overview.lines.find((one) => one.target === answers.target.line.target);
    expect(answers.target.line).toEqual(line);
  });

  it("the units of a coverage target add up to its population", () => {
    const view = answers.coverage.coverage;
    expect((view?.met ?? 0) + (view?.below ?? 0) + (view?.not_reported ?? 0)).toBe(view?.population);
  });

  it("every cell of the grid stands in one of its rows and columns", () => {
    const { rows, columns, filled } = answers.grid;
    const { cells } = sheetOf(answers.grid);
    let said = 0;
    cells.each((_, row, column) => {
      expect(row < rows.length && column < columns.length).toBe(true);
      expect(cells.at({ row, column })?.text).toBeTruthy();
      if (rows[row]?.org_unit && cells.at({ row, column })?.state === "number") said++;
    });
    expect(said).toBeLessThanOrEqual(filled);
    expect(said).toBeGreaterThan(0);
  });

  it("every mark of a document is a passage of its text", () => {
    const text = [...answers.document.text];
    for (const mark of answers.document.marks) {
      expect(text.slice(mark.start, mark.end).join("").length).toBeGreaterThan(0);
    }
    expect(answers.documents.some((line) => line.id === answers.document.line.id)).toBe(true);
  });

  it("the ranking names the units of the tree", () => {
    const known = new Set(answers.units.map((unit) => unit.id));
    expect(answers.ranking.rows.every((row) => known.has(row.org_unit.id))).toBe(true);
  });

  it("the bulletin's figures name their targets", () => {
    const runs = answers.bulletin.blocks.flatMap((block) => (block.type === "paragraph" ? block.runs : []));
    expect(runs.filter((run) => run.figure !== null).length).toBeGreaterThan(5);
    expect(answers.ledger.sample).toBe(true);
  });
});
