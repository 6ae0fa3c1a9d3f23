// What is wrong with a form, in one list on top of it; each line leads to its field.
import { Alert } from "antd";
import { targetForm as text } from "../text/target-form";
import type { Said } from "./useSaid";

export function Lacks({ said, onGo }: { said: readonly Said[]; onGo(field: string): void }) {
  if (said.length === 0) return null;
  const errors = said.filter(({ severity }) => severity === "error").length;
  return (
    <Alert
      type={errors > 0 ? "error" : "warning"}
      role="alert"
      title={errors > 0 ? text.fix(errors) : text.look}
      description={
        <ul>
          {said.map(({ field, sentence }) => (
            <li key={sentence}>
              {field ? (
                <button type="button" className="dz-plain dz-link" onClick={() => onGo(field)}>
                  {sentence}
                </button>
              ) : (
                sentence
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}
