// 节假日: which days are off and which Saturdays and Sundays are worked. The yearly notice is pasted and read; what was read
// stands in the two lists, where it is corrected before it is put in force. 顺延 and 提前 go by them.
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { Refusal } from "../../parts/Refusal";
import { useAsk, useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { sayDone } from "../../state/notices";
import { settings } from "../../text/settings";
import type { SettingsView } from "../../wire/SettingsView";
import { calendarOf, draftOfCalendar, isNewCalendar, yearsOf } from "./calendar.logic";
import { PutInForce, since } from "./PutInForce";
import { Told } from "./Told";

const text = settings.calendar;

export function CalendarPage() {
  const { data, error, refetch } = useAsk("settings", {}, { rooms: ["settings", "org"] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!data) return <p className="dz-faint">{settings.rules.loading}</p>;
  return <Days key={JSON.stringify(data.calendar)} view={data} />;
}

function Days({ view }: { view: SettingsView }) {
  const { ledger } = useLedger();
  const [draft, setDraft] = useState(() => draftOfCalendar(view.calendar));
  const [notice, setNotice] = useState("");
  const [reason, setReason] = useState("");
  const fresh = isNewCalendar(draft, view.calendar);
  const locked = ledger?.read_only === true || view.locked !== null;
  const set = useTell("set_calendar", { onDone: () => sayDone(text.done) });
  const read = useTell("read_notice", {
    onDone: (found) => {
      setDraft(draftOfCalendar(found));
      setNotice("");
      sayDone(text.read);
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (fresh && !set.isPending) set.mutate({ calendar: calendarOf(draft), reason: reason.trim() });
  };
  const years = yearsOf(calendarOf(draft));
  return (
    <form className="set-rules set-calendar" aria-label={text.title} onSubmit={send}>
      <Told locked={view.locked} conflict={view.calendar_conflict ? text.conflict : null} />
      <fieldset disabled={locked}>
        <legend>{text.notice}</legend>
        <p className="dz-faint set-note">{text.noticeHint}</p>
        <Input.TextArea
          aria-label={text.notice}
          placeholder={text.noticeExample}
          value={notice}
          data-testid="calendar-notice"
          onChange={(event) => setNotice(event.target.value)}
        />
        <div className="set-ways">
          <Button
            disabled={notice.trim() === "" || locked}
            loading={read.isPending}
            data-testid="calendar-read"
            onClick={() => read.mutate({ calendar: calendarOf(draft), text: notice })}
          >
            {text.doRead}
          </Button>
        </div>
      </fieldset>
      <fieldset disabled={locked}>
        <legend>{text.days}</legend>
        <p className="dz-faint set-note">{years.length > 0 ? text.years(years) : text.none}</p>
        <div className="set-days">
          {(["off", "worked"] as const).map((name) => (
            <div key={name}>
              <span aria-hidden>{text.lists[name]}</span>
              <Input.TextArea
                aria-label={text.lists[name]}
                value={draft[name]}
                data-testid={`calendar-${name}`}
                onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
              />
            </div>
          ))}
        </div>
        <p className="dz-faint set-note">{text.daysHint}</p>
      </fieldset>
      <PutInForce
        reason={reason}
        onReason={setReason}
        since={view.calendar_written ? since(view.calendar_written) : text.nothing}
        fresh={fresh}
        locked={locked}
        pending={set.isPending}
        onGiveUp={() => setDraft(draftOfCalendar(view.calendar))}
      />
    </form>
  );
}
