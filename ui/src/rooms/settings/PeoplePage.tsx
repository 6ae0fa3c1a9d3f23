// 人员: who works on this ledger, for which office, in which roles. The drawer of a person registers, changes, removes;
// one's own holds the passcode.
import { UserAddOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { EmptyState } from "../../parts/EmptyState";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useLedger } from "../../state/ledger";
import { useQueryValue } from "../../state/route";
import { settings } from "../../text/settings";
import type { LedgerView } from "../../wire/LedgerView";
import type { PersonView } from "../../wire/PersonView";
import { PersonPane } from "./PersonPane";
import { mayKeep } from "./people.logic";

const text = settings.people;
const NEW = "new";

export function PeoplePage() {
  const { ledger } = useLedger();
  const { data: people, error, refetch } = useAsk("people", {}, { rooms: ["org"] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!people || !ledger) return <p className="dz-faint">{text.loading}</p>;
  return <People people={people} ledger={ledger} />;
}

function People({ people, ledger }: { people: readonly PersonView[]; ledger: LedgerView }) {
  const [open, setOpen] = useQueryValue("person");
  const keeper = !ledger.read_only && mayKeep(ledger.person, people);
  const person = people.find(({ id }) => id === open) ?? null;
  useKeys(text.keys.title, [{ keys: "+", label: text.keys.add, run: () => keeper && setOpen(NEW) }]);
  return (
    <section className="set-persons" aria-labelledby="set-persons-title" data-pane={text.title}>
      <header className="set-head">
        <h2 id="set-persons-title">{text.title}</h2>
        <span className="dz-faint">
          {keeper ? text.hint : ledger.read_only ? text.readOnly : text.notKeeper}
        </span>
        <Button
          type="primary"
          icon={<UserAddOutlined />}
          disabled={!keeper}
          onClick={() => setOpen(NEW)}
          data-testid="person-add"
        >
          {text.add} <kbd>+</kbd>
        </Button>
      </header>
      {people.length === 0 ? (
        <EmptyState title={text.nobody} hint={text.nobodyHint} />
      ) : (
        <Table people={people} me={ledger.person.id} active={open} onOpen={setOpen} />
      )}
      {open !== null ? (
        <PersonPane
          key={open}
          person={person}
          fresh={open === NEW}
          me={ledger.person}
          keeper={keeper}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  );
}

interface TableProps {
  people: readonly PersonView[];
  me: string;
  active: string | null;
  onOpen(id: string): void;
}

function Table({ people, me, active, onOpen }: TableProps) {
  const { columns } = text;
  return (
    <div className="set-persons-scroll">
      <table className="set-person-table">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.office}</th>
            <th scope="col">{columns.unit}</th>
            <th scope="col">{columns.roles}</th>
            <th scope="col">{columns.phone}</th>
            <th scope="col">{columns.passcode}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ id, name, office, org_unit_name, role, phone, passcode }) => (
            <tr key={id} data-active={id === active || undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="dz-plain"
                  onClick={() => onOpen(id)}
                  data-testid="person-line"
                >
                  {name}
                </button>
                {id === me ? <span className="set-tag">{text.you}</span> : null}
              </th>
              <td>{office}</td>
              <td>{org_unit_name}</td>
              <td>{role}</td>
              <td>{phone ?? text.none}</td>
              <td>{passcode ? text.passcodeSet : text.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
