// The room as a person uses it: reading with marks, from sentence to card and back, making a target of a selection,
// taking one back, bringing a file in.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { setHost } from "../../platform";
import { type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { startKeys, useKeyGroups } from "../../state/keys";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { currentRoute, go } from "../../state/route";
import { adopting, importing, documents as text } from "../../text/documents";
import type { AdoptTargetRequest } from "../../wire/AdoptTargetRequest";
import type { ImportDocumentRequest } from "../../wire/ImportDocumentRequest";
import { DocumentsPage } from "./DocumentsPage";
import { OUTCOME_WORDS, SmallArchive, TARGET_WORDS, TEXT } from "./fixtures";
import { useReading } from "./reading";

let archive: SmallArchive;
let host: MemoryHost;

const asked = <T,>(cmd: string) =>
  host.calls.filter((call) => call.cmd === cmd).map(({ payload }) => payload as T);
const button = (name: string) =>
  screen.getByRole("button", { name: new RegExp(`^${[...name].join("\\s*")}`) });
const press = (key: string) => fireEvent.keyDown(document.body, { key });

async function open(
  place: Parameters<typeof go>[0] = { room: "documents", path: ["d1"] },
): Promise<HTMLElement> {
  go(place);
  render(
    <QueryClientProvider client={queryClient()}>
      <DocumentsPage />
    </QueryClientProvider>,
  );
  return place.path ? screen.findByTestId("reader") : screen.findByText(text.chooseTitle);
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
  it("shows the text whole, its marks as targets and outcomes", async () => {
    const reader = await open();
    expect(reader.textContent).toBe(TEXT.replace(/^[　 ]+/gm, "").replaceAll("\n", ""));
    expect(reader.querySelector("mark.dz-mark-target")?.textContent).toBe(TARGET_WORDS);
    expect(reader.querySelector("mark.dz-mark-outcome")?.textContent).toBe(OUTCOME_WORDS);
    fireEvent.click(screen.getByText(`${text.wholeText} 2`));
    expect(screen.getByText("滞后"), "a target shows its status").toBeTruthy();
  });

  it("J and K go from passage to passage, the card goes with them", async () => {
    const reader = await open();
    press("j");
    press("j");
    expect(useReading.getState().active).toBe("x2");
    expect(reader.querySelector("mark.dz-mark-active")?.textContent).toBe(OUTCOME_WORDS);
    press("k");
    expect(useReading.getState().active).toBe("x1");
    const cards = screen.getAllByTestId("statement-card");
    expect(cards.find((card) => card.dataset.active)?.textContent).toContain("污水治理");
  });

  it("the pointer on a card marks its passage; a click opens the target", async () => {
    const reader = await open();
    fireEvent.click(screen.getByText(`${text.wholeText} 2`));
    const [card] = screen.getAllByTestId("statement-card");
    if (!card) throw new Error("no card");
    fireEvent.pointerEnter(card);
    expect(reader.querySelector("mark.dz-mark-active")?.textContent).toBe(TARGET_WORDS);
    fireEvent.click(within(card).getByRole("button", { name: /^目标/ }));
    expect(currentRoute()).toMatchObject({ room: "targets", path: ["t1"] });
  });

  it("goes to the passage of the address", async () => {
    const [mark] = archive.marks;
    const reader = await open({
      room: "documents",
      path: ["d1"],
      query: { at: `${mark?.start}-${mark?.end}` },
    });
    await waitFor(() => expect(reader.querySelector("mark.dz-mark-flash")?.textContent).toBe(TARGET_WORDS));
    expect(useReading.getState().active).toBe("x1");
  });

  it("finds words", async () => {
    const reader = await open();
    fireEvent.keyDown(document.body, { key: "f", ctrlKey: true });
    const field = await screen.findByRole("textbox", { name: text.findLabel });
    fireEvent.change(field, { target: { value: "个村" } });
    expect(await screen.findByText(text.findCount(1, 2))).toBeTruthy();
    fireEvent.keyDown(field, { key: "Enter" });
    expect(await screen.findByText(text.findCount(2, 2))).toBeTruthy();
    expect(reader.querySelector("mark.dz-mark-found-now")).toBeTruthy();
    fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.queryByRole("textbox", { name: text.findLabel })).toBeNull();
  });
});

describe("adopting", () => {
  it("makes a target of a selection: refused at the field, corrected, marked at once", async () => {
    const reader = await open();
    select(reader, "今年在四百个村开展污水治理");
    fireEvent.click(await screen.findByTestId("as-target"));
    const name = await screen.findByTestId<HTMLInputElement>("indicator-name");
    expect(name.value, "begins with what the passage says").toBe("开展污水治理");
    expect(screen.getByTestId<HTMLInputElement>("target-value").value).toBe("400");

    fireEvent.click(screen.getByTestId("adopt"));
    const summary = await screen.findByRole("alert");
    expect(summary.textContent).toContain(adopting.fix(2));
    await waitFor(() =>
      expect(screen.getAllByText(/没有完成时限/).length, "in the summary and at the field").toBe(2),
    );

    const deadline = screen.getByLabelText<HTMLInputElement>(adopting.deadline);
    fireEvent.mouseDown(deadline);
    fireEvent.change(deadline, { target: { value: "2022-12-31" } });
    fireEvent.keyDown(deadline, { key: "Enter", keyCode: 13 });
    fireEvent.blur(deadline);
    fireEvent.click(screen.getByTestId("adopt"));
    await waitFor(() => expect(asked("adopt_target")).toHaveLength(2));
    const sent = asked<AdoptTargetRequest>("adopt_target")[1];
    expect(sent).toMatchObject({ deadline: "2022-12-31", value: "400", kind: "level", org_unit: "u0" });
    const { start = 0, end = 0 } = sent?.passage ?? {};
    expect([...TEXT].slice(start, end).join("")).toBe("今年在四百个村开展污水治理");

    await waitFor(() => expect(reader.querySelectorAll("mark.dz-mark-target").length).toBe(2));
    expect(useReading.getState().active, "what was made is the chosen one").toBe(`x${start}`);
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

  it("takes one back only with a reason", async () => {
    const reader = await open();
    fireEvent.click(screen.getByText(`${text.wholeText} 2`));
    fireEvent.click(screen.getByRole("button", { name: `${text.cardMore}：卫生户厕` }));
    fireEvent.click(await screen.findByText(text.retract));
    fireEvent.click(await screen.findByRole("button", { name: text.retractDo }));
    expect(screen.getByText(text.retractNeedsReason)).toBeTruthy();
    fireEvent.change(screen.getByLabelText(text.retractReason), { target: { value: "重复" } });
    fireEvent.click(screen.getByRole("button", { name: text.retractDo }));
    await waitFor(() => expect(reader.querySelector("mark.dz-mark-outcome")).toBeNull());
    expect(asked("retract")).toEqual([{ kind: "outcome", id: "o1", reason: "重复" }]);
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
