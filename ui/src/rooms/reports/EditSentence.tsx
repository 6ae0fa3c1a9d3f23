// A generated sentence put in one's own words. Its figures are chips among the words: they can be moved, taken out and put
// back, not typed over, and follow the data.
import { Button } from "antd";
import { useRef } from "react";
import { Dialog } from "../../parts/Dialog";
import { reports as text } from "../../text/reports";
import type { Run } from "../../wire/Run";
import type { Sentence } from "../../wire/Sentence";
import type { SentenceEdit } from "../../wire/SentenceEdit";
import { figuresOf, runsOf } from "./edit.logic";

export function EditSentence({
  runs,
  sentence,
  onPut,
  onClose,
}: {
  runs: readonly Run[];
  sentence: Sentence;
  /** null: as the program says it. */
  onPut(edit: SentenceEdit | null): void;
  onClose(): void;
}) {
  const box = useRef<HTMLDivElement | null>(null);
  const figures = figuresOf([...(sentence.generated ?? []), ...runs]);

  // The words are the person's from the first key on: they are set once and read when they are kept.
  const begin = (root: HTMLDivElement | null) => {
    if (!root || box.current === root) return;
    box.current = root;
    root.replaceChildren(...runs.map((run) => (run.figure ? chip(run, figures) : run.text)));
    root.focus();
  };

  const insert = (run: Run) => {
    const root = box.current;
    if (!root) return;
    const node = chip(run, figures);
    const selection = getSelection();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    if (range && root.contains(range.commonAncestorContainer)) {
      range.deleteContents();
      range.insertNode(node);
      range.setStartAfter(node);
      range.collapse(true);
    } else {
      root.append(node);
    }
    root.focus();
  };

  const keep = () => {
    const root = box.current;
    if (!root) return;
    const put = runsOf(root, figures);
    onPut(put.length === 0 ? null : { sentence: sentence.key, basis: sentence.basis, runs: put });
    onClose();
  };

  return (
    <Dialog
      title={text.editSentence}
      onCancel={onClose}
      width={720}
      footer={
        <>
          {sentence.generated ? (
            <Button
              data-testid="sentence-restore"
              onClick={() => {
                onPut(null);
                onClose();
              }}
            >
              {text.sentenceRestore}
            </Button>
          ) : null}
          <Button onClick={onClose}>{text.chooseCancel}</Button>
          <Button type="primary" onClick={keep} data-testid="sentence-keep">
            {text.sentenceKeep}
          </Button>
        </>
      }
    >
      <p className="dz-faint">{text.sentenceHint}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: no text field holds figures among its words. */}
      <div
        ref={begin}
        className="dz-sentence"
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-label={text.editSentence}
        data-testid="sentence"
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) {
            event.preventDefault();
            if (event.ctrlKey) keep();
          }
        }}
        onPaste={(event) => {
          event.preventDefault();
          const words = event.clipboardData.getData("text/plain").replace(/\s*\n\s*/g, "");
          document.execCommand("insertText", false, words);
        }}
      />
      <div className="dz-sentence-figures">
        <span className="dz-faint">{text.sentenceFigures}</span>
        {figures.map((run) => (
          <Button
            key={`${run.figure} ${run.target} ${run.org_unit} ${run.status}`}
            size="small"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert(run)}
          >
            {text.sentenceFigure(text.figures[run.figure ?? ""] ?? "", run.text)}
          </Button>
        ))}
      </div>
      {sentence.generated ? (
        <p className="dz-second">
          {text.sentenceGenerated(sentence.generated.map((run) => run.text).join(""))}
        </p>
      ) : null}
    </Dialog>
  );
}

/** A figure among the words. */
function chip(run: Run, figures: readonly Run[]): HTMLSpanElement {
  const node = document.createElement("span");
  node.className = "dz-sentence-chip";
  node.contentEditable = "false";
  node.title = text.figures[run.figure ?? ""] ?? "";
  node.dataset.figure = String(
    figures.findIndex(
      (known) =>
        known.figure === run.figure &&
        known.target === run.target &&
        known.org_unit === run.org_unit &&
        known.status === run.status,
    ),
  );
  node.textContent = run.text;
  return node;
}
