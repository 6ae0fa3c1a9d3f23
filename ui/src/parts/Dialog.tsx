// A question over the page, there while it is mounted; afterwards the focus is where it was. What is long scrolls, so that
// its title and its answers stay in sight on a small screen.
import { Modal, type ModalProps } from "antd";
import { useReturnFocus } from "./returnFocus";
import "./dialog.css";

export function Dialog(props: Omit<ModalProps, "open">) {
  useReturnFocus();
  return (
    <Modal open {...props} rootClassName={["dz-dialog", props.rootClassName].filter(Boolean).join(" ")} />
  );
}
