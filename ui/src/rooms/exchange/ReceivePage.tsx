// 接收: many files dropped, what each brings before anything is merged, one action with progress, one list of what came.
import { Alert, Button, Input, Progress } from "antd";
import { useRef, useState } from "react";
import { sentenceOfProblem } from "../../forms/problems";
import { FileInput } from "../../parts/FileInput";
import { go } from "../../state/route";
import { exchange } from "../../text/exchange";
import type { DeliveryView } from "../../wire/DeliveryView";
import type { ExchangeView } from "../../wire/ExchangeView";
import type { MissingView } from "../../wire/MissingView";
import type { OfferView } from "../../wire/OfferView";
import type { PackageLabel } from "../../wire/PackageLabel";
import { contentOf, nameOf, ready } from "./exchange.logic";
import { TrustPane } from "./TrustPane";
import { useReceiving } from "./useReceiving";

const text = exchange.receive;

export function ReceivePage({ view }: { view: ExchangeView }) {
  const field = useRef<HTMLInputElement>(null);
  const receiving = useReceiving();
  const [trusting, setTrusting] = useState<PackageLabel | null>(null);
  const { offers, busy } = receiving;
  return (
    <>
      <Missing missing={view.missing} />
      {view.conflicts > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={
            <Button type="link" onClick={() => go({ room: "exchange", query: { page: "conflicts" } })}>
              {text.goConflicts(view.conflicts)}
            </Button>
          }
        />
      ) : null}
      <section
        aria-labelledby="exchange-offers"
        className="exchange-part exchange-drop"
        data-over={receiving.dropping.over || undefined}
        {...receiving.dropping.props}
      >
        <h2 id="exchange-offers">{text.title}</h2>
        <p className="dz-second">
          {text.drop}{" "}
          <Button onClick={() => field.current?.click()} disabled={busy}>
            {text.choose}
          </Button>
        </p>
        <FileInput
          ref={field}
          multiple
          accept=".dzb"
          label={text.input}
          testId="exchange-input"
          onFiles={(files) => void receiving.take(files)}
        />
        {offers.length > 0 ? <Offers offers={offers} onTrust={setTrusting} /> : null}
      </section>
      <Received deliveries={view.received} />
      {offers.length > 0 || busy ? <Foot receiving={receiving} /> : null}
      {trusting ? (
        <TrustPane
          label={trusting}
          onClose={() => setTrusting(null)}
          onDone={() => {
            setTrusting(null);
            void receiving.look();
          }}
        />
      ) : null}
    </>
  );
}

function Missing({ missing }: { missing: readonly MissingView[] }) {
  if (missing.length === 0) return null;
  const sentences = missing.map(({ name, numbers }) =>
    text.missing(name, numbers.map(text.number).join("、")),
  );
  return (
    <Alert
      type="warning"
      showIcon
      title={<span data-testid="exchange-missing">{text.missingTitle(sentences.join("；"))}</span>}
    />
  );
}

function Foot({ receiving }: { receiving: ReturnType<typeof useReceiving> }) {
  const { offers, busy, work } = receiving;
  const [passphrase, setPassphrase] = useState("");
  const count = ready(offers).length;
  const sealed = offers.some(({ verdict }) => verdict === "sealed");
  if (busy) {
    const total = Math.max(work.total, 1);
    return (
      <div className="exchange-foot" role="status">
        <Progress
          percent={Math.round((100 * work.done) / total)}
          showInfo={false}
          className="exchange-progress"
        />
        <span>{text.working(work.done, work.total)}</span>
        <Button onClick={receiving.stop}>{text.stop}</Button>
      </div>
    );
  }
  return (
    <div className="exchange-foot">
      {sealed ? (
        <>
          <Input.Password
            aria-label={text.passphrase}
            placeholder={text.passphraseHint}
            className="exchange-word"
            autoComplete="off"
            value={passphrase}
            onChange={({ target }) => setPassphrase(target.value)}
          />
          <Button disabled={passphrase === ""} onClick={() => void receiving.unseal(passphrase)}>
            {text.open}
          </Button>
        </>
      ) : null}
      <Button onClick={receiving.clear}>{text.clear}</Button>
      <Button
        type="primary"
        disabled={count === 0}
        onClick={() => void receiving.merge()}
        data-testid="exchange-merge"
      >
        {text.go(count)}
      </Button>
    </div>
  );
}

function Offers({ offers, onTrust }: { offers: readonly OfferView[]; onTrust(label: PackageLabel): void }) {
  const { columns } = text;
  return (
    <table className="exchange-table">
      <thead>
        <tr>
          <th scope="col">{columns.file}</th>
          <th scope="col">{columns.from}</th>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.version}</th>
          <th scope="col">{columns.brings}</th>
          <th scope="col">{columns.verdict}</th>
        </tr>
      </thead>
      <tbody>
        {offers.map((offer, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same file may stand twice, and lines keep their place.
          <tr key={at} data-testid="exchange-offer" data-verdict={offer.verdict}>
            <th scope="row">{offer.name}</th>
            <td>
              {offer.label ? offer.label.from_name : exchange.dash}{" "}
              <span className="dz-faint">
                {offer.signer?.relation_word ?? (offer.label ? text.stranger : "")}
              </span>
            </td>
            <td>{offer.label ? contentOf(offer.label) : exchange.dash}</td>
            <td>
              {offer.label ? nameOf(offer.label) : exchange.dash}
              {offer.older ? <span className="exchange-mark">{text.older}</span> : null}
            </td>
            <td>
              {offer.verdict === "ready"
                ? `${offer.new} / ${offer.changing} / ${offer.conflicting}`
                : exchange.dash}
            </td>
            <td>
              <Verdict offer={offer} onTrust={onTrust} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Verdict({ offer, onTrust }: { offer: OfferView; onTrust(label: PackageLabel): void }) {
  const { label, signer, merged, verdict, problems } = offer;
  const unknown = label && !signer && (verdict === "stranger" || verdict === "card");
  return (
    <>
      <span className="exchange-verdict">{merged ? text.merged : (text.verdict[verdict] ?? verdict)}</span>
      {unknown ? (
        <Button size="small" onClick={() => onTrust(label)} data-testid="exchange-trust">
          {text.trust}
        </Button>
      ) : null}
      {problems.length > 0 ? (
        <ul className="exchange-reasons">
          {problems.map((problem, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: reasons of one answer keep their place.
            <li key={at}>{sentenceOfProblem(problem)}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Received({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const columns = text.historyColumns;
  return (
    <section aria-labelledby="exchange-received" className="exchange-part">
      <h2 id="exchange-received">{text.history}</h2>
      {deliveries.length === 0 ? (
        <p className="dz-faint">{text.historyNone}</p>
      ) : (
        <table className="exchange-table">
          <thead>
            <tr>
              <th scope="col">{columns.from}</th>
              <th scope="col">{columns.what}</th>
              <th scope="col">{columns.report}</th>
              <th scope="col">{columns.made}</th>
              <th scope="col">{columns.state}</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map(({ package: id, label, state_word, reasons }) => (
              <tr key={id}>
                <th scope="row">{label.from_name}</th>
                <td>{nameOf(label)}</td>
                <td>{contentOf(label)}</td>
                <td>{exchange.day(label.made)}</td>
                <td>
                  {state_word}
                  {reasons.map((reason, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: reasons of one package keep their place.
                    <p key={at} className="dz-faint">
                      {sentenceOfProblem(reason)}
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
