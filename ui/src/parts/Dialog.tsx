// A question over the page, there while it is mounted; afterwards the focus is where it was.
import { Modal, type ModalProps } from "antd";
import { useReturnFocus } from "./returnFocus";

export function Dialog(props: Omit<ModalProps, "open">) {
  useReturnFocus();
  return <Modal open {...props} />;
}
