// 冲突: what was said differently by people who did not see each other. A person chooses and says why.
import { Button, Input, Radio } from "antd";
import { type FormEvent, useState } from "react";
import { EvidenceFiles } from "../../evidence";
import { EmptyState } from "../../parts/EmptyState";
import { Refusal } from "../../parts/Refusal";
import { useAsk, useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { exchange } from "../../text/exchange";
import type { ConflictView } from "../../wire/ConflictView";

const text = exchange.conflicts;

export function ConflictsPage() {
  const { data: conflicts, error, refetch } = useAsk("conflicts", {}, { rooms: ["exchange", "results"] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!conflicts) return <p className="dz-faint">{exchange.loading}</p>;
  if (conflicts.length === 0) return <EmptyState title={text.none} hint={text.noneHint} />;
  return (
    <>
      <p className="dz-second">{text.hint}</p>
      {conflicts.map((conflict) => (
        <Conflict key={`${conflict.kind} ${conflict.key}`} conflict={conflict} />
      ))}
    </>
  );
}

function Conflict({ conflict }: { conflict: ConflictView }) {
  const { kind, key, title, kind_word, contenders } = conflict;
  const [at, setAt] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const resolve = useTell("resolve", { onDone: () => sayDone(text.done(title)) });
  const able = at !== null && reason.trim() !== "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (able && !resolve.isPending) resolve.mutate({ kind, key, at, reason: reason.trim() });
  };
  return (
    <form className="exchange-conflict" aria-label={title} onSubmit={send} data-testid="exchange-conflict">
      <h2>
        {title} <span className="dz-faint">{kind_word}</span>
      </h2>
      <Radio.Group
        className="exchange-contenders"
        aria-label={title}
        value={at}
        onChange={({ target }) => setAt(target.value as string)}
      >
        {contenders.map(({ at, text: said, written, note, evidence }) => (
          <div key={at} className="exchange-contender">
            <Radio value={at}>
              <b>{said}</b>
              <span className="dz-second">
                {text.by(written.by || text.nobody, exchange.day(written.time))}
              </span>
              <span className="dz-faint">{[written.reason, note].filter(Boolean).join(" · ")}</span>
            </Radio>
            {evidence.length > 0 ? (
              <EvidenceFiles files={evidence} />
            ) : (
              <p className="dz-faint">{text.noEvidence}</p>
            )}
          </div>
        ))}
      </Radio.Group>
      <div className="exchange-ways">
        <Input
          aria-label={text.reason}
          placeholder={text.reason}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          data-testid="exchange-reason"
        />
        <Button
          type="primary"
          htmlType="submit"
          disabled={!able}
          loading={resolve.isPending}
          title={able ? undefined : text.lack}
          data-testid="exchange-resolve"
        >
          {text.go}
        </Button>
      </div>
    </form>
  );
}
