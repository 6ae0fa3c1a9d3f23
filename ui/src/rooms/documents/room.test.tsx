// The room as a person uses it: reading with marks, from sentence to card and back, adopting statements one by one and
// together with the keyboard alone, making a target of a selection, taking one back, bringing a file in.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { setHost } from "../../platform";
import { type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { startKeys, useKeyGroups } from "../../state/keys";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { currentRoute, go } from "../../state/route";
import { adopting, deck, differing, importing, documents as text, versions } from "../../text/documents";
import { parts } from "../../text/parts";
import { targetForm } from "../../text/target-form";
import type { AdoptRequest } from "../../wire/AdoptRequest";
import type { ImportDocumentRequest } from "../../wire/ImportDocumentRequest";
import type { PassageChangeView } from "../../wire/PassageChangeView";
import { DocumentsPage } from "./DocumentsPage";
import {
  discrepancy,
  LAMPS,
  OUTCOME_WORDS,
  PUMPS,
  SmallArchive,
  TARGET_WORDS,
  TEXT,
  TOILETS,
} from "./fixtures";
import { useReading } from "./reading";

let archive: SmallArchive;
let host: MemoryHost;

const asked = <T,>(cmd: string) =>
  host.calls.filter((call) => call.cmd === cmd).map(({ payload }) => payload as T);
const button = (name: string) =>
  screen.getByRole("button", { name: new RegExp(`^${[...name].join("\\s*")}`) });
/** At a keyboard: where the focus is. */
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const cards = () => screen.getAllByTestId("statement-card");
const current = () => cards().find((card) => card.dataset.active);
const standingOf = (words: string) => archive.found.find(({ quote }) => quote === words)?.standing;
const cardOf = async (words: string) => {
  await waitFor(() => expect(cards().some((card) => card.textContent?.includes(words))).toBe(true));
  return cards().find((card) => card.textContent?.includes(words)) as HTMLElement;
};

async function open(
  place: Parameters<typeof go>[0] = { room: "documents", path: ["d1"] },
): Promise<HTMLElement> {
  go(place);
  render(
    <QueryClientProvider client={queryClient()}>
      <DocumentsPage />
    </QueryClientProvider>,
  );
  const reader = await screen.findByTestId("reader");
  await waitFor(() => expect(cards()).toHaveLength(5));
  return reader;
}

/** Selects words of the document as the mouse would. */
function select(reader: HTMLElement, words: string): void {
  const paragraph = [...reader.children].find((child) => child.textContent?.includes(words));
  if (!paragraph) throw new Error(words);
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const from = paragraph.textContent?.indexOf(words) ?? 0;
  let passed = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (from >= passed && from <= passed + length) range.setStart(node, from - passed);
    const end = from + words.length;
    if (end > passed && end <= passed + length) range.setEnd(node, end - passed);
    passed += length;
  }
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  act(() => void document.dispatchEvent(new Event("selectionchange")));
}

beforeEach(() => {
  cleanup();
  location.hash = "";
  useKeyGroups.setState({ groups: [] });
  useNotices.setState({ notices: [] });
  useLens.setState({ asOf: "2022-06-30", scope: { id: "u0", name: "青原县" } });
  archive = new SmallArchive();
  host = memoryHost(archive.handlers());
  setHost(host);
  return startKeys();
});

describe("reading", () => {
  it("opens the first document, shows the text whole, statements by kind and by what was decided", async () => {
    const reader = await open({ room: "documents" });
    expect(currentRoute().path).toEqual(["d1"]);
    expect(reader.textContent).toBe(TEXT.replace(/^[　 ]+/gm, "").replaceAll("\n", ""));
    expect(reader.querySelector("mark.dz-mark-target")?.textContent).toBe(TARGET_WORDS);
    expect(reader.querySelector("mark.dz-mark-outcome")?.textContent).toBe(OUTCOME_WORDS);
    expect([...reader.querySelectorAll("mark.dz-mark-open-target")].map((mark) => mark.textContent)).toEqual([
      TOILETS,
      PUMPS,
      LAMPS,
    ]);
    expect(screen.getByText("滞后"), "a target shows its status").toBeTruthy();
  });

  it("J and K go from card to card, the text and the focus go with them", async () => {
    const reader = await open();
    press("j");
    press("j");
    expect(reader.querySelector("mark.dz-mark-active")?.textContent).toBe(OUTCOME_WORDS);
    expect(document.activeElement).toBe(current());
    press("k");
    expect(current()?.textContent).toContain("污水治理");
    press("ArrowDown");
    expect(current()?.textContent).toContain("卫生户厕");
  });

  it("the pointer on a card marks its passage; Enter on a target opens it", async () => {
    const reader = await open();
    fireEvent.pointerEnter(await cardOf("污水治理"));
    expect(reader.querySelector("mark.dz-mark-active")?.textContent).toBe(TARGET_WORDS);
    fireEvent.click(await cardOf("污水治理"));
    (await cardOf("污水治理")).focus();
    press("Enter");
    expect(currentRoute()).toMatchObject({ room: "targets", path: ["t1"] });
  });

  it("shows what was decided or not, by kind, with counts", async () => {
    await open();
    const choice = (label: string) => screen.getByText(label);
    fireEvent.click(choice(`${deck.standings.open} 3`));
    await waitFor(() => expect(cards()).toHaveLength(3));
    fireEvent.click(choice(`${deck.standings.adopted} 2`));
    fireEvent.click(choice(`${deck.kinds.outcome} 1`));
    await waitFor(() => expect(cards().map(({ dataset }) => dataset.kind)).toEqual(["outcome"]));
    fireEvent.click(choice(`${deck.standings.all} 1`));
    fireEvent.click(choice(deck.bothKinds));
    await waitFor(() => expect(cards()).toHaveLength(5));
  });

  it("tells how a statement was read", async () => {
    await open();
    fireEvent.click(await cardOf(TOILETS));
    press("?");
    expect(await screen.findByText(/计划、力争/)).toBeTruthy();
    press("?");
    expect(screen.queryByText(/计划、力争/)).toBeNull();
  });

  it("goes to the passage of the address", async () => {
    const [mark] = archive.marks;
    const reader = await open({
      room: "documents",
      path: ["d1"],
      query: { at: `${mark?.start}-${mark?.end}` },
    });
    await waitFor(() => expect(reader.querySelector("mark.dz-mark-flash")?.textContent).toBe(TARGET_WORDS));
    expect(current()?.textContent).toContain("污水治理");
  });

  it("finds words", async () => {
    const reader = await open();
    fireEvent.keyDown(document.body, { key: "f", ctrlKey: true });
    const field = await screen.findByRole("textbox", { name: text.findLabel });
    fireEvent.change(field, { target: { value: "个村" } });
    expect(await screen.findByText(parts.findCount(1, 2))).toBeTruthy();
    fireEvent.keyDown(field, { key: "Enter" });
    expect(await screen.findByText(parts.findCount(2, 2))).toBeTruthy();
    expect(reader.querySelector("mark.dz-mark-found-now")).toBeTruthy();
    fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.queryByRole("textbox", { name: text.findLabel })).toBeNull();
  });
});

describe("deciding with the keyboard alone", () => {
  /** To the card of these words, which has the focus then. */
  const to = async (words: string) => {
    for (let steps = 0; steps < 9 && !current()?.textContent?.includes(words); steps++) press("j");
    await waitFor(() => expect(document.activeElement?.textContent).toContain(words));
  };

  it("Enter adopts what lacks nothing as it is, and the next undecided one is the current", async () => {
    const reader = await open();
    await to(TOILETS);
    press("Enter");
    await waitFor(() => expect(document.activeElement?.textContent).toContain(PUMPS));
    expect(standingOf(TOILETS)).toBe("adopted");
    const target = archive.found.find(({ quote }) => quote === TOILETS)?.target;
    expect(asked("adopt")).toEqual([{ items: [{ target }] }]);
    expect(reader.querySelectorAll("mark.dz-mark-target")).toHaveLength(2);
  });

  it("Enter on one that lacks something opens its form at the lacking field; adopted, the focus is on the next", async () => {
    await open();
    await to(PUMPS);
    press("Enter");
    const field = await screen.findByLabelText<HTMLInputElement>(targetForm.tolerance);
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(screen.getByRole("alert").textContent).toContain(targetForm.fix(1));
    fireEvent.change(field, { target: { value: "5%" } });
    await waitFor(() => expect(screen.queryByRole("alert"), "told and done").toBeNull());
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(standingOf(PUMPS)).toBe("adopted"));
    await waitFor(() => expect(document.activeElement?.textContent).toContain(LAMPS));
    expect(asked<AdoptRequest>("adopt")[0]?.items[0]).toMatchObject({
      target: { draft: { kind: "approx", comparator: "approx", value: "35", tolerance: "5%" } },
    });
  });

  it("what has to be looked at first opens the form too, with a word of what", async () => {
    await open();
    await to(LAMPS);
    press("Enter");
    expect((await screen.findByRole("alert")).textContent).toContain(targetForm.look);
    expect(asked("adopt")).toEqual([]);
  });

  it("E changes it before it is adopted; what a target and an outcome share is kept by the switch", async () => {
    await open();
    await to(TOILETS);
    press("e");
    fireEvent.change(await screen.findByTestId("indicator-name"), { target: { value: "公共厕所" } });
    fireEvent.click(screen.getByRole("radio", { name: adopting.asOutcome }));
    expect((await screen.findByTestId<HTMLInputElement>("outcome-value")).value).toBe("120");
    expect(screen.getByTestId<HTMLInputElement>("indicator-name").value).toBe("公共厕所");
    fireEvent.click(screen.getByTestId("adopt"));
    await waitFor(() => expect(asked("adopt")).toHaveLength(1));
    expect(asked<AdoptRequest>("adopt")[0]?.items[0]).toMatchObject({
      outcome: { value: "120", uom: "座", indicator: { type: "new", indicator: { name: "公共厕所" } } },
    });
  });

  it("X rejects, X again takes up; Shift+X asks why first", async () => {
    await open();
    await to(TOILETS);
    press("x");
    await waitFor(() => expect(document.activeElement?.textContent).toContain(PUMPS));
    expect(standingOf(TOILETS)).toBe("rejected");
    press("k");
    press("x");
    await waitFor(() => expect(standingOf(TOILETS)).toBe("open"));
    expect(document.activeElement?.textContent).toContain(TOILETS);

    press("X", { shiftKey: true });
    const why = await screen.findByLabelText(deck.reasons.reject.ask);
    fireEvent.change(why, { target: { value: "引用上级文件" } });
    fireEvent.keyDown(why, { key: "Enter" });
    await waitFor(() =>
      expect(archive.found.find(({ quote }) => quote === TOILETS)?.reason).toBe("引用上级文件"),
    );
    await waitFor(() => expect(document.activeElement?.textContent).toContain(PUMPS));
  });

  it("A adopts the sentence; what lacks something stays and says why", async () => {
    await open();
    await to(TOILETS);
    press("a");
    await waitFor(() => expect(standingOf(TOILETS)).toBe("adopted"));
    expect([PUMPS, LAMPS].map(standingOf)).toEqual(["open", "open"]);
    expect((await screen.findByText(deck.stayed(1))).closest("[role=status]")?.textContent).toContain(
      "“左右”没有定允许偏差",
    );
  });

  it("Ctrl+A and Enter adopt all that lack nothing as one entry; Space takes one out", async () => {
    await open();
    await to(LAMPS);
    press("a", { ctrlKey: true });
    expect(await screen.findByText(deck.selected(3))).toBeTruthy();
    press(" ");
    expect(await screen.findByText(deck.selected(2))).toBeTruthy();
    press("Enter");
    await waitFor(() => expect(asked("adopt")).toHaveLength(1));
    expect(asked<AdoptRequest>("adopt")[0]?.items).toHaveLength(1);
    expect(await screen.findByText(deck.stayed(1))).toBeTruthy();
    expect(await screen.findByText(deck.selected(1)), "it stays selected").toBeTruthy();
    await waitFor(() => expect(cards()).toContain(document.activeElement));
  });

  it("Shift+J extends the selection, X rejects all of it as one entry", async () => {
    await open();
    await to(TOILETS);
    press("J", { shiftKey: true });
    press("J", { shiftKey: true });
    press("K", { shiftKey: true });
    expect(await screen.findByText(deck.selected(2))).toBeTruthy();
    press("x");
    await waitFor(() => expect([TOILETS, PUMPS].map(standingOf)).toEqual(["rejected", "rejected"]));
    expect(asked("judge_statements")).toHaveLength(1);
    await waitFor(() => expect(document.activeElement?.textContent).toContain(LAMPS));
  });

  it("Esc in the form leaves everything, and the focus returns to the card", async () => {
    await open();
    await to(TOILETS);
    press("e");
    fireEvent.keyDown(await screen.findByTestId("indicator-name"), { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(current()));
    expect(standingOf(TOILETS)).toBe("open");
  });

  it("takes an adopted one back only with a reason", async () => {
    const reader = await open();
    await to("卫生户厕");
    press("x");
    const why = await screen.findByLabelText(deck.reasons.retract.ask);
    fireEvent.keyDown(why, { key: "Enter" });
    expect(await screen.findByText(targetForm.needsReason)).toBeTruthy();
    fireEvent.change(why, { target: { value: "重复" } });
    fireEvent.keyDown(why, { key: "Enter" });
    await waitFor(() => expect(reader.querySelector("mark.dz-mark-outcome")).toBeNull());
    expect(asked("retract")).toEqual([{ kind: "outcome", id: "o1", reason: "重复" }]);
  });
});

describe("adopting a selection", () => {
  it("makes a target of it: refused at the field, corrected, marked at once", async () => {
    const reader = await open();
    select(reader, "今年在四百个村开展污水治理");
    fireEvent.click(await screen.findByTestId("as-target"));
    const name = await screen.findByTestId<HTMLInputElement>("indicator-name");
    expect(name.value, "begins with what the passage says").toBe("治理的村数");
    expect(screen.getByTestId<HTMLInputElement>("target-value").value).toBe("400");

    fireEvent.click(screen.getByTestId("adopt"));
    const summary = await screen.findByRole("alert");
    expect(summary.textContent).toContain(targetForm.fix(2));
    await waitFor(() =>
      expect(screen.getAllByText(/没有完成时限/).length, "in the summary and at the field").toBe(2),
    );

    const deadline = screen.getByLabelText<HTMLInputElement>(targetForm.deadline);
    fireEvent.mouseDown(deadline);
    fireEvent.change(deadline, { target: { value: "2022-12-31" } });
    fireEvent.keyDown(deadline, { key: "Enter", keyCode: 13 });
    fireEvent.blur(deadline);
    fireEvent.click(screen.getByTestId("adopt"));
    await waitFor(() => expect(asked("adopt")).toHaveLength(2));
    const [sent] = asked<AdoptRequest>("adopt")[1]?.items ?? [];
    if (!sent || !("target" in sent)) throw new Error("no target");
    expect(sent.target.draft).toMatchObject({
      deadline: "2022-12-31",
      value: "400",
      kind: "level",
      org_unit: "u0",
    });
    const { start, end } = sent.target.passage;
    expect([...TEXT].slice(start, end).join("")).toBe("今年在四百个村开展污水治理");

    await waitFor(() => expect(reader.querySelectorAll("mark.dz-mark-target").length).toBe(2));
    await waitFor(() =>
      expect(useReading.getState().active, "what was made is the current one").toBe(`target/new-${start}`),
    );
    expect(screen.queryByTestId("adopt")).toBeNull();
  });

  it("counts characters, not units, behind a rare ideograph", async () => {
    const reader = await open();
    select(reader, "先行");
    press("r");
    await waitFor(() => expect(asked("propose_passage")).toHaveLength(1));
    const [passage] = asked<{ start: number; end: number }>("propose_passage");
    expect([...TEXT].slice(passage?.start, passage?.end).join("")).toBe("先行");
  });

  it("asks for a selection first", async () => {
    await open();
    document.getSelection()?.removeAllRanges();
    act(() => void document.dispatchEvent(new Event("selectionchange")));
    press("t");
    expect(useNotices.getState().notices.at(-1)?.what).toBe(text.selectFirst);
  });
});

describe("figures held against each other", () => {
  const openTab = async (label: string) => fireEvent.click(await screen.findByText(label));

  it("shows both sentences, asks for a choice and a reason, and keeps the decision", async () => {
    archive.discrepancies = [discrepancy("contradiction", true), discrepancy("rounding", false)];
    const reader = await open();
    expect(reader.querySelector("[data-differs]")?.textContent, "a mark in the margin").toContain("四百个村");
    await openTab(`${differing.title} 1`);
    fireEvent.click(await screen.findByTestId("discrepancy"));
    expect(
      await screen.findByText(differing.rules.other_figure as string, { selector: ".dz-side *" }),
    ).toBeTruthy();
    expect(document.querySelectorAll(".dz-side-of")).toHaveLength(2);
    fireEvent.click(screen.getByTestId("decide"));
    expect((await screen.findByRole("alert")).textContent).toBe(differing.needsChoice);
    fireEvent.click(screen.getByRole("radio", { name: /410个/ }));
    fireEvent.click(screen.getByTestId("decide"));
    expect((await screen.findByRole("alert")).textContent).toContain("没有写原因");
    fireEvent.change(screen.getByLabelText(differing.reason), { target: { value: "以公报为准" } });
    fireEvent.click(screen.getByTestId("decide"));
    await openTab(`${differing.reaches.decided} 1`);
    expect(asked("decide_discrepancy").at(-1)).toMatchObject({ accepted: "s2", reason: "以公报为准" });
    expect(await screen.findByText(differing.accepted)).toBeTruthy();
    fireEvent.click(screen.getByText(differing.withdraw));
    await waitFor(() => expect(archive.discrepancies[0]?.verdict).toBeNull());
    expect(reader.querySelector("[data-differs]")).toBeTruthy();
  });

  it("one thing under two names is said once", async () => {
    archive.discrepancies = [discrepancy("same_name", false)];
    await open();
    await openTab(`${differing.title} 1`);
    press("j");
    fireEvent.click(await screen.findByTestId("same-name"));
    await waitFor(() => expect(asked("same_name")).toHaveLength(1));
    await waitFor(() => expect(screen.queryByTestId("discrepancy")).toBeNull());
  });

  it("leaves the keys of the cards alone meanwhile", async () => {
    archive.discrepancies = [discrepancy("contradiction", true)];
    await open();
    fireEvent.click(await cardOf(TOILETS));
    await openTab(`${differing.title} 1`);
    press("x");
    press("a");
    expect([...asked("judge_statements"), ...asked("adopt")]).toEqual([]);
  });
});

describe("other versions and other documents", () => {
  it("shows what changed and what hangs on it, and carries over what did not", async () => {
    const [mark] = archive.marks;
    if (!mark) throw new Error("no mark");
    archive.replaces = { id: "d0", title: "关于人居环境整治的通知（初稿）" };
    const change = (quote: string, name: string, now_quote: string | null): PassageChangeView => ({
      quote,
      document: "d0",
      start: mark.start,
      end: mark.end,
      change: name,
      now: now_quote ? { document: "d1", start: mark.start, end: mark.end } : null,
      now_quote,
      refs: mark.refs,
    });
    archive.changes = [
      { ...change("计划治理380个村", "changed", TARGET_WORDS), start: 1 },
      change("已建成", "same", "已建成"),
    ];
    await open();
    expect(await screen.findByText(versions.summary(2, 1))).toBeTruthy();
    fireEvent.click(screen.getByTestId("changes"));
    const [first] = await screen.findAllByTestId("change");
    expect(first?.textContent).toContain("计划治理380个村");
    expect(first?.textContent).toContain(TARGET_WORDS);
    expect(first?.textContent).toContain("开展生活污水治理的村数");
    fireEvent.click(screen.getByTestId("carry-over"));
    await waitFor(() => expect(screen.getAllByTestId("change")).toHaveLength(1));
  });

  it("finds words in all texts and goes to them", async () => {
    const reader = await open();
    fireEvent.change(screen.getByRole("textbox", { name: text.filter }), { target: { value: "公厕" } });
    const hits = await screen.findByTestId("found-words");
    await waitFor(() => expect(hits.textContent).toContain(text.foundInTexts(1)));
    const link = hits.querySelector("a");
    if (!link) throw new Error("no hit");
    location.hash = link.hash;
    await waitFor(() => expect(reader.querySelector("mark.dz-mark-flash")?.textContent).toBe("公厕"));
  });
});

describe("importing", () => {
  const give = (name: string, content: string) => {
    const field = screen.getByTestId("import-input");
    fireEvent.change(field, { target: { files: [new File([content], name)] } });
  };

  it("proposes, asks for what is missing, imports and opens", async () => {
    await open({ room: "documents" });
    give("a.txt", "通知");
    const title = await screen.findByTestId<HTMLTextAreaElement>("import-title");
    expect(title.value).toBe("关于人居环境整治的通知");
    expect(screen.getByText(/按 GB18030 读取/)).toBeTruthy();
    expect(screen.getAllByText(importing.asked).length, "issuer and date").toBe(2);
    fireEvent.change(screen.getByTestId("import-date"), { target: { value: "2022-06-08" } });
    fireEvent.click(screen.getByTestId("import-confirm"));
    await waitFor(() => expect(currentRoute().path).toEqual(["d1"]));
    const [sent] = asked<ImportDocumentRequest>("import_document");
    expect(sent).toMatchObject({
      issued_on: "2022-06-08",
      issuer: null,
      incoming: { name: "a.txt", text: null },
    });
    expect(
      new TextDecoder().decode(Uint8Array.from(atob(sent?.incoming.bytes ?? ""), (c) => c.charCodeAt(0))),
    ).toBe("通知");
  });

  it("takes files dropped on the window by their paths, ledgers aside", async () => {
    await open({ room: "documents" });
    act(() => host.drop({ kind: "drop", paths: ["D:/资料/计划.txt", "D:/a.dz"] }));
    await waitFor(() => expect(asked("propose_document")).toHaveLength(1));
    expect(asked("propose_document")[0]).toMatchObject({ name: "计划.txt", path: "D:/资料/计划.txt" });
  });

  it("recognises the same file", async () => {
    await open({ room: "documents" });
    give("again.txt", "通知");
    expect(await screen.findByText(importing.known)).toBeTruthy();
    fireEvent.click(button(importing.openKnown));
    expect(currentRoute().path).toEqual(["d1"]);
    expect(asked("import_document")).toEqual([]);
  });

  it("takes pasted text, and keeps what was typed when it is refused", async () => {
    await open({ room: "documents" });
    fireEvent.click(button(importing.paste));
    fireEvent.change(await screen.findByLabelText(importing.pasteLabel), { target: { value: "通知正文" } });
    fireEvent.click(button(importing.pasteNext));
    fireEvent.change(await screen.findByTestId("import-title"), { target: { value: "坏" } });
    fireEvent.change(screen.getByTestId("import-date"), { target: { value: "2022-06-08" } });
    fireEvent.click(screen.getByTestId("import-confirm"));
    expect(await screen.findByText(/没有读到文字/)).toBeTruthy();
    expect(screen.getByTestId<HTMLTextAreaElement>("import-title").value).toBe("坏");
    expect(asked<ImportDocumentRequest>("import_document")[0]?.incoming).toEqual({
      name: null,
      bytes: null,
      text: "通知正文",
    });
  });
});
