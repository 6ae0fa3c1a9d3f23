// Before a document in Word is written on a machine without the official faces: which are missing and what stands in for them. Asked
// once; again only when other faces are missing.
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Dialog } from "../../parts/Dialog";
import { call } from "../../platform";
import { sayRefused } from "../../state/notices";
import { reports as text } from "../../text/reports";
import type { MissingFace } from "../../wire/MissingFace";

const KEY = "duizhang.faces";

interface Question {
  missing: readonly MissingFace[];
  write(format: string): void;
}

interface AboutFaces {
  /** Calls back with the format that is to be written. */
  ask(write: (format: string) => void): void;
  question: ReactNode;
}

/** Writes Word at once, or after the question was answered; the question stands where it is put. */
export function useMissingFaces(): AboutFaces {
  const [question, setQuestion] = useState<Question>();
  const ask = (write: (format: string) => void) =>
    void call("missing_faces", {})
      .then((missing) => {
        if (missing.length === 0 || localStorage.getItem(KEY) === namesOf(missing)) write("docx");
        else setQuestion({ missing, write });
      })
      .catch(sayRefused);
  const answer = (format: string | undefined) => {
    setQuestion(undefined);
    if (!question || !format) return;
    if (format === "docx") localStorage.setItem(KEY, namesOf(question.missing));
    question.write(format);
  };
  return {
    ask,
    question: question ? <Asked missing={question.missing} onAnswer={answer} /> : null,
  };
}

function namesOf(missing: readonly MissingFace[]): string {
  return missing.map(({ name }) => name).join("、");
}

interface AskedProps {
  missing: readonly MissingFace[];
  /** The format that is to be written; none: the user gave up. */
  onAnswer(format: string | undefined): void;
}

function Asked({ missing, onAnswer }: AskedProps) {
  return (
    <Dialog
      title={text.faces.title}
      onCancel={() => onAnswer(undefined)}
      footer={
        <>
          <Button onClick={() => onAnswer(undefined)}>{text.chooseCancel}</Button>
          <Button onClick={() => onAnswer("pdf")} data-testid="faces-pdf">
            {text.faces.pdf}
          </Button>
          <Button type="primary" autoFocus onClick={() => onAnswer("docx")} data-testid="faces-word">
            {text.faces.word}
          </Button>
        </>
      }
    >
      <p>{text.faces.text}</p>
      <table className="dz-report-faces">
        <thead>
          <tr>
            {text.faces.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {missing.map(({ name, of, stands_in }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{of}</td>
              <td>{stands_in ?? text.faces.unknown}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dz-faint">{text.faces.once}</p>
    </Dialog>
  );
}
