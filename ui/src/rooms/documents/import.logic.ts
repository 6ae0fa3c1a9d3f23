// From a file or pasted text to what the wire takes, and from the proposal to the fields a person confirms.
import type { DocumentProposal } from "../../wire/DocumentProposal";
import type { ImportDocumentRequest } from "../../wire/ImportDocumentRequest";
import type { Incoming } from "../../wire/Incoming";
import type { ProblemView } from "../../wire/ProblemView";

export interface ImportFields {
  title: string;
  issuer: string;
  doc_number: string;
  issued_on: string;
  org_unit: string;
  /** Whether it replaces the earlier version that the proposal names. */
  is_newer: boolean;
}

export function fieldsOf(proposal: DocumentProposal): ImportFields {
  return {
    title: proposal.title ?? "",
    issuer: proposal.issuer ?? "",
    doc_number: proposal.doc_number ?? "",
    issued_on: proposal.issued_on ?? "",
    org_unit: proposal.org_unit ?? "",
    is_newer: proposal.earlier !== null,
  };
}

/** Fields the text did not tell, to be asked for. */
export function askedFields(proposal: DocumentProposal): (keyof ImportFields)[] {
  const names = ["title", "issuer", "issued_on", "org_unit"] as const;
  return names.filter((name) => !proposal[name]);
}

/** Problems that only say that a field is missing are said at the field. */
const AT_FIELDS: Record<string, "title" | "issuer" | "issued_on"> = {
  "document.title_unclear": "title",
  "document.issuer_unclear": "issuer",
  "document.date_unclear": "issued_on",
};

export function generalProblems({ problems, ...proposal }: DocumentProposal): ProblemView[] {
  return problems.filter(({ code }) => {
    const field = AT_FIELDS[code];
    return !field || proposal[field];
  });
}

export function importRequest(
  incoming: Incoming,
  fields: ImportFields,
  earlier: DocumentProposal["earlier"],
): ImportDocumentRequest {
  const given = (text: string) => text.trim() || null;
  return {
    incoming,
    title: fields.title.trim(),
    issuer: given(fields.issuer),
    doc_number: given(fields.doc_number),
    issued_on: given(fields.issued_on),
    ...(fields.org_unit ? { org_unit: fields.org_unit } : {}),
    ...(fields.is_newer && earlier ? { replaces: earlier.id } : {}),
  };
}

export function incomingText(text: string): Incoming {
  return { name: null, bytes: null, text };
}
