// 数据审核 beside the sheet: everything wrong or odd in the reports that are still open, with a way to each cell, and a
// line to explain what is odd but so. ↑↓ go through the list, Enter goes to the cell, Esc closes.

import { CheckOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { type KeyboardEvent, useState } from "react";
import { OneOf } from "../../parts/OneOf";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { results } from "../../text/results";
import type { FindingView } from "../../wire/FindingView";
import { hardnessOf, isOfCell, LISTED, openCount, openFindings, placeOf, unprovenOf } from "./checks.logic";
import { sentenceOfProblem } from "./problems";
import type { CellPlace } from "./sheet.logic";
import { useWalk } from "./useWalk";

const text = results.checks;

export interface ChecksPaneProps {
  form: string;
  period: string;
  onJump(place: CellPlace): void;
  /** To the cell, and to choosing the files that prove it. */
  onAttach(place: CellPlace): void;
  onClose(): void;
}

export function ChecksPane({ form, period, onJump, onAttach, onClose }: ChecksPaneProps) {
  const [most, setMost] = useState(LISTED);
  const { data, error, refetch } = useAsk(
    "checks",
    { form, period, org_unit: null, most },
    { rooms: ["results", "targets", "settings", "programmes"] },
  );
  const { list, onKeyDown } = useWalk<HTMLOListElement>();
  const [shown, setShown] = useState<"open" | "unproven">("open");
  const told = data ? (shown === "unproven" ? unprovenOf(data) : openFindings(data)) : [];
  const findings = told.slice(0, most);
  const all = data ? (shown === "unproven" ? data.unproven : openCount(data)) : 0;

  return (
    <SidePane
      title={text.title}
      subtitle={data ? text.counts(data.cells, data.explained, data.hints) : null}
      onClose={onClose}
    >
      {error ? <Refusal error={error} onRetry={refetch} /> : null}
      <OneOf
        size="small"
        aria-label={text.shown}
        value={shown}
        onChange={setShown}
        options={[
          { value: "open", label: text.allOpen },
          { value: "unproven", label: text.unproven(data?.unproven ?? 0) },
        ]}
      />
      {data && findings.length === 0 ? (
        <p className="dz-checks-none">
          <CheckOutlined aria-hidden /> {shown === "unproven" ? text.allProven : text.none}
        </p>
      ) : null}
      <ol className="dz-checks" ref={list} aria-label={text.title} onKeyDown={onKeyDown} data-testid="checks">
        {findings.map((finding) => (
          <li
            key={finding.key}
            data-severity={hardnessOf(finding)}
            data-explained={finding.explained || undefined}
          >
            <button
              type="button"
              className="dz-plain dz-check-way"
              data-walk
              onClick={() => onJump(placeOf(finding))}
            >
              <span className="dz-check-head">
                <b>{isOfCell(finding) ? text.hardness[hardnessOf(finding)] : text.missing}</b>
                <span>{finding.unit_name}</span>
                <span className="dz-second">{isOfCell(finding) ? finding.indicator_name : null}</span>
                <span className="dz-faint dz-check-class">
                  {finding.closed ? text.handedIn : finding.class_word}
                </span>
              </span>
              <span className="dz-check-says">{sentenceOfProblem(finding.problem)}</span>
            </button>
            {finding.class === "evidence" && !finding.closed ? (
              <Button
                size="small"
                icon={<PaperClipOutlined aria-hidden />}
                aria-label={`${text.attach} ${finding.unit_name} ${finding.indicator_name}`}
                onClick={() => onAttach(placeOf(finding))}
              >
                {text.attach}
              </Button>
            ) : null}
            {hardnessOf(finding) === "query" ? (
              <Explanation form={form} period={period} finding={finding} />
            ) : null}
          </li>
        ))}
      </ol>
      {all > findings.length ? (
        <Button size="small" onClick={() => setMost(most + LISTED)}>
          {text.further(all - findings.length)}
        </Button>
      ) : null}
      {findings.length > 0 ? <p className="dz-faint dz-check-keys">{text.keys}</p> : null}
    </SidePane>
  );
}

/** Kept when it is left or Enter is pressed; nothing else saves here either. */
function Explanation({ form, period, finding }: { form: string; period: string; finding: FindingView }) {
  const [said, setSaid] = useState(finding.explanation ?? "");
  const [held, setHeld] = useState(finding.explanation);
  if (held !== finding.explanation) {
    // Another explanation holds now, also after 撤销; the field stays, and with it the focus.
    setHeld(finding.explanation);
    setSaid(finding.explanation ?? "");
  }
  const explain = useTell("explain");
  const stale = finding.explanation !== null && !finding.explained;
  const save = () => {
    const now = said.trim();
    if (
      explain.isPending ||
      (now === (finding.explanation ?? "") && !stale) ||
      (now === "" && !finding.explanation)
    ) {
      return;
    }
    explain.mutate({ form, period, items: [{ key: finding.key, text: now }] });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    <div className="dz-check-explain">
      <Input.TextArea
        aria-label={text.explainOf(finding.unit_name, finding.indicator_name)}
        placeholder={text.explainHint}
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={said}
        data-testid="explanation"
        onChange={(event) => setSaid(event.target.value)}
        onBlur={() => {
          if (!stale) save();
        }}
        onKeyDown={onKeyDown}
      />
      {finding.explained ? <span className="dz-check-done">{text.explained}</span> : null}
      {stale ? <span className="dz-check-stale">{text.stale}</span> : null}
    </div>
  );
}
