// Generated from the list of commands; do not edit.
import type { AdoptRequest } from "./AdoptRequest";
import type { AllocateRequest } from "./AllocateRequest";
import type { AllocationSheet } from "./AllocationSheet";
import type { AllocationSheetRequest } from "./AllocationSheetRequest";
import type { ArchiveRequest } from "./ArchiveRequest";
import type { ArchivedReport } from "./ArchivedReport";
import type { ArchivedRequest } from "./ArchivedRequest";
import type { AttachAnswer } from "./AttachAnswer";
import type { AttachRequest } from "./AttachRequest";
import type { BackupRequest } from "./BackupRequest";
import type { BackupView } from "./BackupView";
import type { BoardRequest } from "./BoardRequest";
import type { BoardSheets } from "./BoardSheets";
import type { BulletinRequest } from "./BulletinRequest";
import type { BulletinView } from "./BulletinView";
import type { CalendarView } from "./CalendarView";
import type { CarryOverRequest } from "./CarryOverRequest";
import type { Catalogue } from "./Catalogue";
import type { CellContext } from "./CellContext";
import type { CellContextRequest } from "./CellContextRequest";
import type { CellRequest } from "./CellRequest";
import type { ChangeUnitRequest } from "./ChangeUnitRequest";
import type { Changed } from "./Changed";
import type { ChangesRequest } from "./ChangesRequest";
import type { ChangesView } from "./ChangesView";
import type { ChecksRequest } from "./ChecksRequest";
import type { ChecksView } from "./ChecksView";
import type { CompareRequest } from "./CompareRequest";
import type { Comparison } from "./Comparison";
import type { Completeness } from "./Completeness";
import type { ConflictView } from "./ConflictView";
import type { ContactView } from "./ContactView";
import type { Context } from "./Context";
import type { CoveredUnits } from "./CoveredUnits";
import type { CoveredUnitsRequest } from "./CoveredUnitsRequest";
import type { CreateLedgerRequest } from "./CreateLedgerRequest";
import type { DecideRequest } from "./DecideRequest";
import type { DetachRequest } from "./DetachRequest";
import type { DiscrepanciesRequest } from "./DiscrepanciesRequest";
import type { DiscrepancyView } from "./DiscrepancyView";
import type { DivisionView } from "./DivisionView";
import type { DivisionsRequest } from "./DivisionsRequest";
import type { DocumentLine } from "./DocumentLine";
import type { DocumentProposal } from "./DocumentProposal";
import type { DocumentRequest } from "./DocumentRequest";
import type { DocumentView } from "./DocumentView";
import type { EvidenceRequest } from "./EvidenceRequest";
import type { EvidenceView } from "./EvidenceView";
import type { ExchangeView } from "./ExchangeView";
import type { ExplainRequest } from "./ExplainRequest";
import type { ExportAnswer } from "./ExportAnswer";
import type { ExportFormAnswer } from "./ExportFormAnswer";
import type { ExportFormRequest } from "./ExportFormRequest";
import type { ExportKeyRequest } from "./ExportKeyRequest";
import type { ExportOverviewRequest } from "./ExportOverviewRequest";
import type { ExportRequest } from "./ExportRequest";
import type { FileAnswer } from "./FileAnswer";
import type { FillAnswer } from "./FillAnswer";
import type { FillRequest } from "./FillRequest";
import type { FormDraft } from "./FormDraft";
import type { FormLine } from "./FormLine";
import type { FormPeriodsRequest } from "./FormPeriodsRequest";
import type { FormProposal } from "./FormProposal";
import type { FormRequest } from "./FormRequest";
import type { FoundWordsView } from "./FoundWordsView";
import type { GridRequest } from "./GridRequest";
import type { GridSince } from "./GridSince";
import type { GridSinceRequest } from "./GridSinceRequest";
import type { GridView } from "./GridView";
import type { ImportDocumentRequest } from "./ImportDocumentRequest";
import type { ImportWorkbookAnswer } from "./ImportWorkbookAnswer";
import type { ImportWorkbookRequest } from "./ImportWorkbookRequest";
import type { Incoming } from "./Incoming";
import type { IndicatorRequest } from "./IndicatorRequest";
import type { IndicatorUsesView } from "./IndicatorUsesView";
import type { JudgeRequest } from "./JudgeRequest";
import type { JudgeSignerRequest } from "./JudgeSignerRequest";
import type { LampsTrial } from "./LampsTrial";
import type { LedgerView } from "./LedgerView";
import type { LogRequest } from "./LogRequest";
import type { LogView } from "./LogView";
import type { MakeFormAnswer } from "./MakeFormAnswer";
import type { MakeFormRequest } from "./MakeFormRequest";
import type { MakeKeyRequest } from "./MakeKeyRequest";
import type { MakeRecoveryRequest } from "./MakeRecoveryRequest";
import type { MakeTargetRequest } from "./MakeTargetRequest";
import type { MissingFace } from "./MissingFace";
import type { Nothing } from "./Nothing";
import type { OfferView } from "./OfferView";
import type { OpenLedgerRequest } from "./OpenLedgerRequest";
import type { OpenedView } from "./OpenedView";
import type { Overview } from "./Overview";
import type { PackAnswer } from "./PackAnswer";
import type { PackRequest } from "./PackRequest";
import type { PackagesRequest } from "./PackagesRequest";
import type { Passage } from "./Passage";
import type { PassageChangeView } from "./PassageChangeView";
import type { PassageProposal } from "./PassageProposal";
import type { PasscodeRequest } from "./PasscodeRequest";
import type { PeriodChoice } from "./PeriodChoice";
import type { PersonView } from "./PersonView";
import type { PictureView } from "./PictureView";
import type { ProposeFormRequest } from "./ProposeFormRequest";
import type { PutFormRequest } from "./PutFormRequest";
import type { PutIndicatorRequest } from "./PutIndicatorRequest";
import type { PutPersonRequest } from "./PutPersonRequest";
import type { Ranking } from "./Ranking";
import type { RankingRequest } from "./RankingRequest";
import type { ReadNoticeRequest } from "./ReadNoticeRequest";
import type { ReadWorkbookRequest } from "./ReadWorkbookRequest";
import type { ReceiveAnswer } from "./ReceiveAnswer";
import type { RemarkRequest } from "./RemarkRequest";
import type { RemovePersonRequest } from "./RemovePersonRequest";
import type { RemoveTemplateRequest } from "./RemoveTemplateRequest";
import type { ReportKey } from "./ReportKey";
import type { ReportShelf } from "./ReportShelf";
import type { ReportVerdict } from "./ReportVerdict";
import type { ResolveRequest } from "./ResolveRequest";
import type { RestoreKeyRequest } from "./RestoreKeyRequest";
import type { RestoreRequest } from "./RestoreRequest";
import type { RetractIndicatorRequest } from "./RetractIndicatorRequest";
import type { RetractRequest } from "./RetractRequest";
import type { RetractVersionRequest } from "./RetractVersionRequest";
import type { RevealRequest } from "./RevealRequest";
import type { ReviewLine } from "./ReviewLine";
import type { ReviewSheet } from "./ReviewSheet";
import type { ReviseTargetRequest } from "./ReviseTargetRequest";
import type { SameNameRequest } from "./SameNameRequest";
import type { SaveTemplateRequest } from "./SaveTemplateRequest";
import type { SealBackupsRequest } from "./SealBackupsRequest";
import type { SearchHit } from "./SearchHit";
import type { SearchRequest } from "./SearchRequest";
import type { SetCalendarRequest } from "./SetCalendarRequest";
import type { SetChecksRequest } from "./SetChecksRequest";
import type { SetPhrasesRequest } from "./SetPhrasesRequest";
import type { SetSettingsRequest } from "./SetSettingsRequest";
import type { SettingsView } from "./SettingsView";
import type { ShowPersonRequest } from "./ShowPersonRequest";
import type { SignInRequest } from "./SignInRequest";
import type { SignersView } from "./SignersView";
import type { SplitRequest } from "./SplitRequest";
import type { SplitView } from "./SplitView";
import type { StartView } from "./StartView";
import type { StatementView } from "./StatementView";
import type { StepAnswer } from "./StepAnswer";
import type { StepRequest } from "./StepRequest";
import type { SubmitAnswer } from "./SubmitAnswer";
import type { SubmitRequest } from "./SubmitRequest";
import type { TargetDetail } from "./TargetDetail";
import type { TargetDraft } from "./TargetDraft";
import type { TargetReading } from "./TargetReading";
import type { TargetRequest } from "./TargetRequest";
import type { TargetTreeNode } from "./TargetTreeNode";
import type { TargetVersionRequest } from "./TargetVersionRequest";
import type { TryLampsRequest } from "./TryLampsRequest";
import type { UndoAnswer } from "./UndoAnswer";
import type { UnitDetail } from "./UnitDetail";
import type { UnitRequest } from "./UnitRequest";
import type { UnitView } from "./UnitView";
import type { UnitsRequest } from "./UnitsRequest";
import type { VerifyView } from "./VerifyView";
import type { WaitingView } from "./WaitingView";
import type { WorkRequest } from "./WorkRequest";
import type { WorkView } from "./WorkView";
import type { WorkbookView } from "./WorkbookView";

export interface Commands {
  /** The first page: recent files and what is open. */
  start: { request: Nothing; answer: StartView };
  /** Makes the sample ledger (or opens the one made before). */
  open_sample: { request: Nothing; answer: LedgerView };
  /** Makes a new ledger with the units of a place. */
  create_ledger: { request: CreateLedgerRequest; answer: LedgerView };
  /** Opens a ledger file. */
  open_ledger: { request: OpenLedgerRequest; answer: LedgerView };
  /** Closes the open ledger. */
  close_ledger: { request: Nothing; answer: Nothing };
  /** The open ledger: who writes, what can be undone. */
  ledger: { request: Nothing; answer: LedgerView };
  /** What waits for the person at the desk, as of a day. */
  waiting: { request: Context; answer: WaitingView };
  /** Shipped divisions, for choosing one's county. */
  divisions: { request: DivisionsRequest; answer: Array<DivisionView> };
  /** Units of the ledger below one. */
  units: { request: UnitsRequest; answer: Array<UnitView> };
  /** A unit and those above it, the top first. */
  unit_path: { request: UnitRequest; answer: Array<UnitView> };
  /** One unit with its names and places over time. */
  unit: { request: UnitRequest; answer: UnitDetail };
  /** Renames, adds, moves, closes or merges a unit, with its day. */
  change_unit: { request: ChangeUnitRequest; answer: Changed };
  /** The persons of the ledger and the offices they act for. */
  people: { request: Nothing; answer: Array<PersonView> };
  /** Shows a person's name and number without their mask, and writes down that it was asked for. */
  show_person: { request: ShowPersonRequest; answer: ContactView };
  /** Writes a person down, with roles, office and telephone. */
  put_person: { request: PutPersonRequest; answer: Changed };
  /** Takes a person off the ledger. */
  remove_person: { request: RemovePersonRequest; answer: Changed };
  /** Changes places at a shared laptop. */
  sign_in: { request: SignInRequest; answer: PersonView };
  /** Asks for the passcode again before anything is written. */
  lock: { request: Nothing; answer: PersonView };
  /** Gives the person at the desk another passcode. */
  set_passcode: { request: PasscodeRequest; answer: PersonView };
  /** Ctrl+K. */
  search: { request: SearchRequest; answer: Array<SearchHit> };
  /** Takes back the last action of this person on this device. */
  undo: { request: Nothing; answer: UndoAnswer };
  /** Puts it back. */
  redo: { request: Nothing; answer: UndoAnswer };
  /** The log: who did what, the newest first. */
  log: { request: LogRequest; answer: LogView };
  /** Checks every digest of the ledger. */
  verify: { request: Nothing; answer: VerifyView };
  /** Writes a copy of the ledger. */
  backup: { request: BackupRequest; answer: FileAnswer };
  /** Has the copies that are made by themselves sealed for the recovery key and the ledger's own keys, or not. */
  seal_backups: { request: SealBackupsRequest; answer: Changed };
  /** The newest backup beside a ledger, and for whom it is sealed. */
  newest_backup: { request: OpenLedgerRequest; answer: BackupView };
  /** For whom a backup that is chosen is sealed. */
  choose_backup: { request: OpenLedgerRequest; answer: BackupView };
  /** Brings a backup back, with its passphrase or the recovery key if it is sealed, and opens it. */
  restore_from: { request: RestoreRequest; answer: LedgerView };
  /** Shows a written file in the file manager. */
  reveal: { request: RevealRequest; answer: Nothing };
  /** 总览. */
  overview: { request: Context; answer: Overview };
  /** 排名. */
  ranking: { request: RankingRequest; answer: Ranking };
  /** What moved between two days. */
  compare: { request: CompareRequest; answer: Comparison };
  /** Indicators and programmes for pickers. */
  catalogue: { request: Nothing; answer: Catalogue };
  /** What speaks of an indicator, and how many figures were reported of it. */
  indicator_uses: { request: IndicatorRequest; answer: IndicatorUsesView };
  /** Defines an indicator, or changes one. */
  put_indicator: { request: PutIndicatorRequest; answer: Changed };
  /** Takes an indicator back that nothing uses. */
  retract_indicator: { request: RetractIndicatorRequest; answer: Changed };
  /** Documents. */
  documents: { request: Nothing; answer: Array<DocumentLine> };
  /** One document with its passages. */
  document: { request: DocumentRequest; answer: DocumentView };
  /** What an incoming file seems to be; nothing is written. */
  propose_document: { request: Incoming; answer: DocumentProposal };
  /** Takes it into the ledger. */
  import_document: { request: ImportDocumentRequest; answer: Changed };
  /** What a passage may say; nothing is written. */
  propose_passage: { request: Passage; answer: PassageProposal };
  /** What reading finds in a document; nothing is written. */
  statements: { request: DocumentRequest; answer: Array<StatementView> };
  /** Makes targets and outcomes of passages. */
  adopt: { request: AdoptRequest; answer: Changed };
  /** Says of statements that they are not adopted, or takes them up again. */
  judge_statements: { request: JudgeRequest; answer: Changed };
  /** Figures of the documents that disagree, or that were held against each other and fit. */
  discrepancies: { request: DiscrepanciesRequest; answer: Array<DiscrepancyView> };
  /** Decides about one of them, or takes the decision back. */
  decide_discrepancy: { request: DecideRequest; answer: Changed };
  /** Says that two names are one indicator, or no longer. */
  same_name: { request: SameNameRequest; answer: Changed };
  /** Finds words in all documents. */
  search_documents: { request: SearchRequest; answer: Array<FoundWordsView> };
  /** What became of the passages of the version before. */
  document_changes: { request: DocumentRequest; answer: Array<PassageChangeView> };
  /** Hangs what did not change on the newer version. */
  carry_over: { request: CarryOverRequest; answer: Changed };
  /** Takes an adopted target or outcome back. */
  retract: { request: RetractRequest; answer: Changed };
  /** The tree programme → indicator → target. */
  target_tree: { request: Context; answer: Array<TargetTreeNode> };
  /** Everything about one target. */
  target: { request: TargetRequest; answer: TargetDetail };
  /** More units of a coverage target: of one state, with a name, from a place on. */
  covered_units: { request: CoveredUnitsRequest; answer: CoveredUnits };
  /** What a draft of a target says and lacks; nothing is written. */
  read_target: { request: TargetDraft; answer: TargetReading };
  /** Sets a target without a passage. */
  make_target: { request: MakeTargetRequest; answer: Changed };
  /** A version of a target as a form holds it. */
  target_draft: { request: TargetVersionRequest; answer: TargetDraft };
  /** Writes another version of a target. */
  revise_target: { request: ReviseTargetRequest; answer: Changed };
  /** Takes one version of a target back. */
  retract_version: { request: RetractVersionRequest; answer: Changed };
  /** The breakdown of a target as a sheet: units by months. */
  allocation_sheet: { request: AllocationSheetRequest; answer: AllocationSheet };
  /** Proposes shares: even, by weights, over the months; nothing is written. */
  split_target: { request: SplitRequest; answer: SplitView };
  /** Sets the breakdown of a target. */
  allocate: { request: AllocateRequest; answer: Changed };
  /** Forms and where they stand. */
  forms: { request: Context; answer: Array<FormLine> };
  /** One form, for changing or copying it. */
  form: { request: FormRequest; answer: FormDraft };
  /** The periods from which a form of some rhythm can be asked, newest first. */
  form_periods: { request: FormPeriodsRequest; answer: Array<PeriodChoice> };
  /** Makes a form, or changes one. */
  put_form: { request: PutFormRequest; answer: Changed };
  /** A form as a grid. */
  grid: { request: GridRequest; answer: GridView };
  /** What became of a grid since it was last answered. */
  grid_since: { request: GridSinceRequest; answer: GridSince };
  /** What stands beside a cell. */
  cell: { request: CellContextRequest; answer: CellContext };
  /** Who changed which figures of a form since a day, or since they were handed in or accepted. */
  changes: { request: ChangesRequest; answer: ChangesView };
  /** Writes cells: one action, one entry. */
  fill: { request: FillRequest; answer: FillAnswer };
  /** Says something about a figure (批注). */
  remark: { request: RemarkRequest; answer: Changed };
  /** The files that prove a figure. */
  evidence: { request: CellRequest; answer: Array<EvidenceView> };
  /** Puts files with a figure. */
  attach_evidence: { request: AttachRequest; answer: AttachAnswer };
  /** Takes a file from a figure. */
  detach_evidence: { request: DetachRequest; answer: Changed };
  /** Writes a copy of a file and opens it. */
  open_evidence: { request: EvidenceRequest; answer: OpenedView };
  /** A picture to look at in the window. */
  evidence_picture: { request: EvidenceRequest; answer: PictureView };
  /** What is wrong or odd on a form, with what was said about it. */
  checks: { request: ChecksRequest; answer: ChecksView };
  /** Explains what is odd. */
  explain: { request: ExplainRequest; answer: Changed };
  /** Hands units' reports in. */
  submit: { request: SubmitRequest; answer: SubmitAnswer };
  /** Writes a form as a workbook that is filled in without the program and known again. */
  export_form: { request: ExportFormRequest; answer: ExportFormAnswer };
  /** What a workbook says; nothing is written. */
  read_workbook: { request: ReadWorkbookRequest; answer: WorkbookView };
  /** The form that would take what a workbook says; nothing is written. */
  propose_form: { request: ProposeFormRequest; answer: FormProposal };
  /** Makes a form for a workbook, with the indicators that are new. */
  make_form: { request: MakeFormRequest; answer: MakeFormAnswer };
  /** Writes what a workbook says. */
  import_workbook: { request: ImportWorkbookRequest; answer: ImportWorkbookAnswer };
  /** The reports that wait for the person at the desk. */
  review_queue: { request: Context; answer: Array<ReviewLine> };
  /** One report as it was handed in, beside what came before. */
  review_sheet: { request: ReportKey; answer: ReviewSheet };
  /** Takes reports a step further, or back. */
  take_step: { request: StepRequest; answer: StepAnswer };
  /** Which reports have come, which are missing, and whom to ask. */
  completeness: { request: Context; answer: Completeness };
  /** What is to be sent, what went out, what came. */
  exchange: { request: Nothing; answer: ExchangeView };
  /** Packs one package and writes it as a file. */
  pack: { request: PackRequest; answer: PackAnswer };
  /** What files would bring; nothing is written. */
  inspect_packages: { request: PackagesRequest; answer: Array<OfferView> };
  /** Merges what may come in. */
  receive_packages: { request: PackagesRequest; answer: ReceiveAnswer };
  /** How far long work has come. */
  work: { request: WorkRequest; answer: WorkView };
  /** Stops long work; nothing of it stays. */
  stop_work: { request: WorkRequest; answer: Nothing };
  /** The keys and whose signatures count. */
  signers: { request: Nothing; answer: SignersView };
  /** Makes a key for a unit, kept on this device. */
  make_key: { request: MakeKeyRequest; answer: Changed };
  /** Writes a key file out, to keep it elsewhere. */
  export_key: { request: ExportKeyRequest; answer: FileAnswer };
  /** Puts a key file back on this device. */
  restore_key: { request: RestoreKeyRequest; answer: Changed };
  /** Makes a recovery key and the page to print. */
  make_recovery_key: { request: MakeRecoveryRequest; answer: FileAnswer };
  /** Says whose a key is and whether it counts. */
  judge_signer: { request: JudgeSignerRequest; answer: Changed };
  /** What was said differently by people who did not see each other. */
  conflicts: { request: Nothing; answer: Array<ConflictView> };
  /** Lets one version hold. */
  resolve: { request: ResolveRequest; answer: Changed };
  /** What the office has set, and what there is to choose from. */
  settings: { request: Nothing; answer: SettingsView };
  /** Sets how targets are judged. */
  set_settings: { request: SetSettingsRequest; answer: Changed };
  /** Sets which data checks run, and from where on something is odd. */
  set_checks: { request: SetChecksRequest; answer: Changed };
  /** Which days would be worked by a notice; nothing is written. */
  read_notice: { request: ReadNoticeRequest; answer: CalendarView };
  /** Sets which days are worked. */
  set_calendar: { request: SetCalendarRequest; answer: Changed };
  /** What a table of lamps would show; nothing is written. */
  try_lamps: { request: TryLampsRequest; answer: LampsTrial };
  /** 总览 as a picture in a file. */
  export_overview: { request: ExportOverviewRequest; answer: ExportAnswer };
  /** 总览 as pictures for the sheets of a printer. */
  print_overview: { request: BoardRequest; answer: BoardSheets };
  /** A bulletin before it is issued. */
  bulletin: { request: BulletinRequest; answer: BulletinView };
  /** Writes it as Word or its annexes as Excel. */
  export_bulletin: { request: ExportRequest; answer: ExportAnswer };
  /** Which faces an official document names and this machine has not. */
  missing_faces: { request: Nothing; answer: Array<MissingFace> };
  /** Holds a report that was issued against the ledger. */
  verify_report: { request: Incoming; answer: ReportVerdict };
  /** What is kept for the next reports: named templates and phrases. */
  report_shelf: { request: Nothing; answer: ReportShelf };
  /** Saves a named template. */
  save_report_template: { request: SaveTemplateRequest; answer: Changed };
  /** Takes one away. */
  remove_report_template: { request: RemoveTemplateRequest; answer: Changed };
  /** Sets the phrases. */
  set_phrases: { request: SetPhrasesRequest; answer: Changed };
  /** The reports that went out. */
  archived_reports: { request: Nothing; answer: Array<ArchivedReport> };
  /** Puts a written report there. */
  archive_report: { request: ArchiveRequest; answer: Changed };
  /** One of them: what the same report would say today. */
  archived_report: { request: ArchivedRequest; answer: ReportVerdict };
  /** Opens a written bulletin with the program the desktop has for it; files of other sorts are refused. */
  open_bulletin: { request: RevealRequest; answer: Nothing };
}
