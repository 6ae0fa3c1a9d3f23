// Beside the text: what hangs on the passages in view. The pointer or the focus on a card marks its passage, and the
// other way round; a target's card opens the target.
import { EllipsisOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input, Segmented } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { StatusMark } from "../../parts/StatusMark";
import { useTell } from "../../state/ask";
import { useKept } from "../../state/kept";
import { sayDone } from "../../state/notices";
import { go } from "../../state/route";
import { documents as text } from "../../text/documents";
import { type CardOf, cardsInView, cardsOf } from "./cards.logic";
import type { PlacedMark, ReadText } from "./reader.logic";
import { choose, point, useReading } from "./reading";

export interface CardsProps {
  read: ReadText;
  onShow(mark: PlacedMark): void;
}

export function Cards({ read, onShow }: CardsProps) {
  const [reach, setReach] = useKept<"view" | "all">("documents.reach", "view");
  const active = useReading((reading) => reading.active);
  const pointed = useReading((reading) => reading.pointed);
  const view = useReading((reading) => reading.view);
  const all = cardsOf(read.marks);
  const inView = cardsInView(read.marks, view, active);
  const shown = reach === "view" ? inView : all;

  return (
    <section className="dz-cards" aria-label={text.cards} data-pane={text.cards}>
      <header>
        <h2 className="dz-cards-title">{text.showCards}</h2>
        <Segmented
          size="small"
          value={reach}
          onChange={setReach}
          options={[
            { value: "view", label: `${text.inView} ${inView.length}` },
            { value: "all", label: `${text.wholeText} ${all.length}` },
          ]}
        />
      </header>
      {all.length === 0 ? (
        <EmptyState title={text.cardsNone} hint={text.cardsNoneHint} />
      ) : shown.length === 0 ? (
        <p className="dz-faint dz-cards-none">{text.cardsNoneInView}</p>
      ) : (
        <ul>
          {shown.map((card) => (
            <Card
              key={card.key}
              card={card}
              quote={read.text.slice(card.mark.start, card.mark.end)}
              active={card.mark.excerpt === active}
              pointed={card.mark.excerpt === pointed}
              onShow={onShow}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface CardProps {
  card: CardOf;
  quote: string;
  active: boolean;
  pointed: boolean;
  onShow(mark: PlacedMark): void;
}

function Card({ card: { mark, ref }, quote, active, pointed, onShow }: CardProps) {
  const [retracting, setRetracting] = useState(false);
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const isTarget = ref.kind === "target";
  const open = () => {
    choose(mark.excerpt);
    if (isTarget) go({ room: "targets", path: [ref.id] });
    else onShow(mark);
  };

  return (
    <li
      ref={element}
      className="dz-doc-card"
      data-kind={ref.kind}
      data-active={active || undefined}
      data-pointed={pointed || undefined}
      data-testid="statement-card"
      onPointerEnter={() => point(mark.excerpt)}
      onPointerLeave={() => point(null)}
      onFocus={() => point(mark.excerpt)}
      onBlur={() => point(null)}
    >
      <button
        type="button"
        className="dz-plain dz-doc-card-open"
        onClick={open}
        title={isTarget ? text.openTarget : text.goToPassage}
      >
        <span className="dz-doc-card-kind">
          {text.kinds[ref.kind] ?? ref.kind}
          {ref.status ? <StatusMark status={ref.status} /> : null}
        </span>
        <b className="dz-doc-card-name">{ref.name}</b>
        <span className="dz-second">{ref.summary}</span>
      </button>
      <button
        type="button"
        className="dz-plain dz-doc-card-quote"
        title={text.goToPassage}
        onClick={() => {
          choose(mark.excerpt);
          onShow(mark);
        }}
      >
        {quote}
      </button>
      {retracting ? (
        <Retract kind={ref.kind} id={ref.id} name={ref.name} onClose={() => setRetracting(false)} />
      ) : (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [{ key: "retract", label: text.retract, danger: true }],
            onClick: () => setRetracting(true),
          }}
        >
          <Button
            className="dz-doc-card-more"
            size="small"
            type="text"
            icon={<EllipsisOutlined aria-hidden />}
            aria-label={`${text.cardMore}：${ref.name}`}
          />
        </Dropdown>
      )}
    </li>
  );
}

/** Taking an adoption back asks for the reason, in the place where it was asked. */
function Retract({ kind, id, name, onClose }: { kind: string; id: string; name: string; onClose(): void }) {
  const field = useId();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const retract = useTell("retract", {
    onDone: () => {
      sayDone(text.retracted(name));
      onClose();
    },
  });
  const missing = asked && reason.trim() === "";
  const send = () => {
    setAsked(true);
    if (reason.trim() !== "") retract.mutate({ kind, id, reason: reason.trim() });
  };

  return (
    <form
      className="dz-retract"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <label htmlFor={field}>{text.retractReason}</label>
      <Input.TextArea
        id={field}
        autoFocus
        rows={2}
        value={reason}
        placeholder={text.retractReasonHint}
        status={missing ? "error" : ""}
        aria-invalid={missing}
        onChange={(event) => setReason(event.target.value)}
      />
      {missing ? <p className="dz-field-error">{text.retractNeedsReason}</p> : null}
      <div className="dz-retract-ways">
        <Button size="small" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button size="small" danger type="primary" htmlType="submit" loading={retract.isPending}>
          {text.retractDo}
        </Button>
      </div>
    </form>
  );
}
