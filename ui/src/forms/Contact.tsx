// Whom to call: name and number lie under a mask until they are asked for, and the ledger remembers who asked.
import { EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTell } from "../state/ask";
import { contacts as text } from "../text/contacts";
import type { ContactView } from "../wire/ContactView";

export function Contact({ contact }: { contact: ContactView }) {
  const show = useTell("show_person");
  const { name, phone } = show.data ?? contact;
  return (
    <span className="dz-contact" data-testid="contact">
      {[name, phone].filter(Boolean).join(" ")}
      {show.data ? null : (
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined aria-hidden />}
          aria-label={text.show(name)}
          title={text.showHint}
          loading={show.isPending}
          onClick={() => show.mutate({ id: contact.id })}
        />
      )}
    </span>
  );
}
