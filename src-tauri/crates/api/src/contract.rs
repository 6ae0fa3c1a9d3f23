//! The list of commands, declared once: name, request, answer, handler. A command without a
//! handler does not compile; the window's types are generated from the same list.

use crate::rooms::{
    archive, assessment, board, checks, documents, evidence, exchange, ledger, org, programmes, reports,
    results, review, settings, shelf, targets, workbooks,
};
use crate::wire::assessment as wa;
use crate::wire::checks as wc;
use crate::wire::documents as wd;
use crate::wire::evidence as we;
use crate::wire::exchange as wx;
use crate::wire::ledger as wl;
use crate::wire::org as wo;
use crate::wire::programmes as wp;
use crate::wire::reports as wr;
use crate::wire::results as ws;
use crate::wire::review as wv;
use crate::wire::settings as wg;
use crate::wire::targets as wt;
use crate::wire::workbooks as ww;

commands! {
    /// The first page: recent files and what is open.
    start(wl::Nothing) -> wl::StartView = ledger::start;
    /// Makes the sample ledger (or opens the one made before).
    open_sample(wl::Nothing) -> wl::LedgerView = ledger::open_sample;
    /// Makes a new ledger with the units of a place.
    create_ledger(wl::CreateLedgerRequest) -> wl::LedgerView = ledger::create;
    /// Opens a ledger file.
    open_ledger(wl::OpenLedgerRequest) -> wl::LedgerView = ledger::open;
    /// Closes the open ledger.
    close_ledger(wl::Nothing) -> wl::Nothing = ledger::close;
    /// The open ledger: who writes, what can be undone.
    ledger(wl::Nothing) -> wl::LedgerView = ledger::view;
    /// What waits for the person at the desk, as of a day.
    waiting(wl::Context) -> wl::WaitingView = ledger::waiting;
    /// Shipped divisions, for choosing one's county.
    divisions(wl::DivisionsRequest) -> Vec<wl::DivisionView> = ledger::divisions;
    /// Units of the ledger below one.
    units(wo::UnitsRequest) -> Vec<wl::UnitView> = org::units;
    /// A unit and those above it, the top first.
    unit_path(wo::UnitRequest) -> Vec<wl::UnitView> = org::unit_path;
    /// One unit with its names and places over time.
    unit(wo::UnitRequest) -> wo::UnitDetail = org::unit;
    /// Renames, adds, moves, closes or merges a unit, with its day.
    change_unit(wo::ChangeUnitRequest) -> wl::Changed = org::change_unit;
    /// The persons of the ledger and the offices they act for.
    people(wl::Nothing) -> Vec<wo::PersonView> = org::people;
    /// Shows a person's name and number without their mask, and writes down that it was asked for.
    show_person(wo::ShowPersonRequest) -> wo::ContactView = org::show_person;
    /// Writes a person down, with roles, office and telephone.
    put_person(wo::PutPersonRequest) -> wl::Changed = org::put_person;
    /// Takes a person off the ledger.
    remove_person(wo::RemovePersonRequest) -> wl::Changed = org::remove_person;
    /// Changes places at a shared laptop.
    sign_in(wo::SignInRequest) -> wo::PersonView = org::sign_in;
    /// Asks for the passcode again before anything is written.
    lock(wl::Nothing) -> wo::PersonView = org::lock;
    /// Gives the person at the desk another passcode.
    set_passcode(wo::PasscodeRequest) -> wo::PersonView = org::set_passcode;
    /// Ctrl+K.
    search(wl::SearchRequest) -> Vec<wl::SearchHit> = ledger::search;
    /// Takes back the last action of this person on this device.
    undo(wl::Nothing) -> wl::UndoAnswer = ledger::undo;
    /// Puts it back.
    redo(wl::Nothing) -> wl::UndoAnswer = ledger::redo;
    /// The log: who did what, the newest first.
    log(wl::LogRequest) -> wl::LogView = ledger::log;
    /// Checks every digest of the ledger.
    verify(wl::Nothing) -> wl::VerifyView = ledger::verify;
    /// Writes a copy of the ledger.
    backup(wl::BackupRequest) -> wl::FileAnswer = ledger::backup;
    /// Has the copies that are made by themselves sealed for the recovery key and the ledger's own keys, or not.
    seal_backups(wl::SealBackupsRequest) -> wl::Changed = ledger::seal_backups;
    /// The newest backup beside a ledger, and for whom it is sealed.
    newest_backup(wl::OpenLedgerRequest) -> wl::BackupView = ledger::newest_backup;
    /// For whom a backup that is chosen is sealed.
    choose_backup(wl::OpenLedgerRequest) -> wl::BackupView = ledger::choose_backup;
    /// Brings a backup back, with its passphrase or the recovery key if it is sealed, and opens it.
    restore_from(wl::RestoreRequest) -> wl::LedgerView = ledger::restore_from;
    /// Shows a written file in the file manager.
    reveal(wl::RevealRequest) -> wl::Nothing = ledger::reveal;

    /// 总览.
    overview(wl::Context) -> wa::Overview = assessment::overview;
    /// 排名.
    ranking(wa::RankingRequest) -> wa::Ranking = assessment::ranking;
    /// What moved between two days.
    compare(wa::CompareRequest) -> wa::Comparison = assessment::compare;

    /// Indicators and programmes for pickers.
    catalogue(wl::Nothing) -> wp::Catalogue = programmes::catalogue;
    /// What speaks of an indicator, and how many figures were reported of it.
    indicator_uses(wp::IndicatorRequest) -> wp::IndicatorUsesView = programmes::indicator_uses;
    /// Defines an indicator, or changes one.
    put_indicator(wp::PutIndicatorRequest) -> wl::Changed = programmes::put_indicator;
    /// Takes an indicator back that nothing uses.
    retract_indicator(wp::RetractIndicatorRequest) -> wl::Changed = programmes::retract_indicator;

    /// Documents.
    documents(wl::Nothing) -> Vec<wd::DocumentLine> = documents::list;
    /// One document with its passages.
    document(wd::DocumentRequest) -> wd::DocumentView = documents::view;
    /// What an incoming file seems to be; nothing is written.
    propose_document(wd::Incoming) -> wd::DocumentProposal = documents::propose;
    /// Takes it into the ledger.
    import_document(wd::ImportDocumentRequest) -> wl::Changed = documents::import;
    /// What a passage may say; nothing is written.
    propose_passage(wd::Passage) -> wd::PassageProposal = documents::propose_passage;
    /// What reading finds in a document; nothing is written.
    statements(wd::DocumentRequest) -> Vec<wd::StatementView> = documents::statements;
    /// Makes targets and outcomes of passages.
    adopt(wd::AdoptRequest) -> wl::Changed = documents::adopt;
    /// Says of statements that they are not adopted, or takes them up again.
    judge_statements(wd::JudgeRequest) -> wl::Changed = documents::judge;
    /// Figures of the documents that disagree, or that were held against each other and fit.
    discrepancies(wd::DiscrepanciesRequest) -> Vec<wd::DiscrepancyView> = documents::discrepancies;
    /// Decides about one of them, or takes the decision back.
    decide_discrepancy(wd::DecideRequest) -> wl::Changed = documents::decide;
    /// Says that two names are one indicator, or no longer.
    same_name(wd::SameNameRequest) -> wl::Changed = documents::same_name;
    /// Finds words in all documents.
    search_documents(wl::SearchRequest) -> Vec<wd::FoundWordsView> = documents::search;
    /// What became of the passages of the version before.
    document_changes(wd::DocumentRequest) -> Vec<wd::PassageChangeView> = documents::changes;
    /// Hangs what did not change on the newer version.
    carry_over(wd::CarryOverRequest) -> wl::Changed = documents::carry_over;
    /// Takes an adopted target or outcome back.
    retract(wd::RetractRequest) -> wl::Changed = documents::retract;

    /// The tree programme → indicator → target.
    target_tree(wl::Context) -> Vec<wt::TargetTreeNode> = targets::tree;
    /// Everything about one target.
    target(wt::TargetRequest) -> wt::TargetDetail = targets::detail;
    /// More units of a coverage target: of one state, with a name, from a place on.
    covered_units(wt::CoveredUnitsRequest) -> wt::CoveredUnits = targets::covered_units;
    /// What a draft of a target says and lacks; nothing is written.
    read_target(wt::TargetDraft) -> wt::TargetReading = targets::read;
    /// Sets a target without a passage.
    make_target(wt::MakeTargetRequest) -> wl::Changed = targets::make;
    /// A version of a target as a form holds it.
    target_draft(wt::TargetVersionRequest) -> wt::TargetDraft = targets::draft;
    /// Writes another version of a target.
    revise_target(wt::ReviseTargetRequest) -> wl::Changed = targets::revise;
    /// Takes one version of a target back.
    retract_version(wt::RetractVersionRequest) -> wl::Changed = targets::retract_version;
    /// The breakdown of a target as a sheet: units by months.
    allocation_sheet(wt::AllocationSheetRequest) -> wt::AllocationSheet = targets::sheet;
    /// Proposes shares: even, by weights, over the months; nothing is written.
    split_target(wt::SplitRequest) -> wt::SplitView = targets::split;
    /// Sets the breakdown of a target.
    allocate(wt::AllocateRequest) -> wl::Changed = targets::allocate;

    /// Forms and where they stand.
    forms(wl::Context) -> Vec<ws::FormLine> = results::forms;
    /// One form, for changing or copying it.
    form(ws::FormRequest) -> ws::FormDraft = results::form;
    /// The periods from which a form of some rhythm can be asked, newest first.
    form_periods(ws::FormPeriodsRequest) -> Vec<ws::PeriodChoice> = results::form_periods;
    /// Makes a form, or changes one.
    put_form(ws::PutFormRequest) -> wl::Changed = results::put_form;
    /// A form as a grid.
    grid(ws::GridRequest) -> ws::GridView = results::grid;
    /// What became of a grid since it was last answered.
    grid_since(ws::GridSinceRequest) -> ws::GridSince = results::grid_since;
    /// What stands beside a cell.
    cell(ws::CellContextRequest) -> ws::CellContext = results::cell;
    /// Who changed which figures of a form since a day, or since they were handed in or accepted.
    changes(ws::ChangesRequest) -> ws::ChangesView = results::changes;
    /// Writes cells: one action, one entry.
    fill(ws::FillRequest) -> ws::FillAnswer = results::fill;
    /// Says something about a figure (批注).
    remark(we::RemarkRequest) -> wl::Changed = evidence::remark;
    /// The files that prove a figure.
    evidence(ws::CellRequest) -> Vec<we::EvidenceView> = evidence::list;
    /// Puts files with a figure.
    attach_evidence(we::AttachRequest) -> we::AttachAnswer = evidence::attach;
    /// Takes a file from a figure.
    detach_evidence(we::DetachRequest) -> wl::Changed = evidence::detach;
    /// Writes a copy of a file and opens it.
    open_evidence(we::EvidenceRequest) -> we::OpenedView = evidence::open;
    /// A picture to look at in the window.
    evidence_picture(we::EvidenceRequest) -> we::PictureView = evidence::picture;
    /// What is wrong or odd on a form, with what was said about it.
    checks(wc::ChecksRequest) -> wc::ChecksView = checks::checks;
    /// Explains what is odd.
    explain(wc::ExplainRequest) -> wl::Changed = checks::explain;
    /// Hands units' reports in.
    submit(ws::SubmitRequest) -> ws::SubmitAnswer = results::submit;

    /// Writes a form as a workbook that is filled in without the program and known again.
    export_form(ww::ExportFormRequest) -> ww::ExportFormAnswer = workbooks::export;
    /// What a workbook says; nothing is written.
    read_workbook(ww::ReadWorkbookRequest) -> ww::WorkbookView = workbooks::read;
    /// The form that would take what a workbook says; nothing is written.
    propose_form(ww::ProposeFormRequest) -> ww::FormProposal = workbooks::propose;
    /// Makes a form for a workbook, with the indicators that are new.
    make_form(ww::MakeFormRequest) -> ww::MakeFormAnswer = workbooks::make;
    /// Writes what a workbook says.
    import_workbook(ww::ImportWorkbookRequest) -> ww::ImportWorkbookAnswer = workbooks::import;

    /// The reports that wait for the person at the desk.
    review_queue(wl::Context) -> Vec<wv::ReviewLine> = review::queue;
    /// One report as it was handed in, beside what came before.
    review_sheet(wv::ReportKey) -> wv::ReviewSheet = review::report;
    /// Takes reports a step further, or back.
    take_step(wv::StepRequest) -> wv::StepAnswer = review::take_step;
    /// Which reports have come, which are missing, and whom to ask.
    completeness(wl::Context) -> wv::Completeness = review::completeness;

    /// What is to be sent, what went out, what came.
    exchange(wl::Nothing) -> wx::ExchangeView = exchange::view;
    /// Packs one package and writes it as a file.
    pack(wx::PackRequest) -> wx::PackAnswer = exchange::pack;
    /// What files would bring; nothing is written.
    inspect_packages(wx::PackagesRequest) -> Vec<wx::OfferView> = exchange::inspect;
    /// Merges what may come in.
    receive_packages(wx::PackagesRequest) -> wx::ReceiveAnswer = exchange::receive;
    /// How far long work has come.
    work(wx::WorkRequest) -> wx::WorkView = exchange::work;
    /// Stops long work; nothing of it stays.
    stop_work(wx::WorkRequest) -> wl::Nothing = exchange::stop_work;
    /// The keys and whose signatures count.
    signers(wl::Nothing) -> wx::SignersView = exchange::signers;
    /// Makes a key for a unit, kept on this device.
    make_key(wx::MakeKeyRequest) -> wl::Changed = exchange::make_key;
    /// Writes a key file out, to keep it elsewhere.
    export_key(wx::ExportKeyRequest) -> wl::FileAnswer = exchange::export_key;
    /// Puts a key file back on this device.
    restore_key(wx::RestoreKeyRequest) -> wl::Changed = exchange::restore_key;
    /// Makes a recovery key and the page to print.
    make_recovery_key(wx::MakeRecoveryRequest) -> wl::FileAnswer = exchange::make_recovery_key;
    /// Says whose a key is and whether it counts.
    judge_signer(wx::JudgeSignerRequest) -> wl::Changed = exchange::judge_signer;
    /// What was said differently by people who did not see each other.
    conflicts(wl::Nothing) -> Vec<wx::ConflictView> = exchange::conflicts;
    /// Lets one version hold.
    resolve(wx::ResolveRequest) -> wl::Changed = exchange::resolve;

    /// What the office has set, and what there is to choose from.
    settings(wl::Nothing) -> wg::SettingsView = settings::view;
    /// Sets how targets are judged.
    set_settings(wg::SetSettingsRequest) -> wl::Changed = settings::set;
    /// Sets which data checks run, and from where on something is odd.
    set_checks(wg::SetChecksRequest) -> wl::Changed = settings::set_checks;
    /// Which days would be worked by a notice; nothing is written.
    read_notice(wg::ReadNoticeRequest) -> wg::CalendarView = settings::read_notice;
    /// Sets which days are worked.
    set_calendar(wg::SetCalendarRequest) -> wl::Changed = settings::set_calendar;
    /// What a table of lamps would show; nothing is written.
    try_lamps(wg::TryLampsRequest) -> wg::LampsTrial = settings::try_lamps;

    /// 总览 as a picture in a file.
    export_overview(wa::ExportOverviewRequest) -> wr::ExportAnswer = board::export;
    /// 总览 as pictures for the sheets of a printer.
    print_overview(wa::BoardRequest) -> wa::BoardSheets = board::print;

    /// A bulletin before it is issued.
    bulletin(wr::BulletinRequest) -> wr::BulletinView = reports::bulletin;
    /// Writes it as Word or its annexes as Excel.
    export_bulletin(wr::ExportRequest) -> wr::ExportAnswer = reports::export;
    /// Which faces an official document names and this machine has not.
    missing_faces(wl::Nothing) -> Vec<wr::MissingFace> = reports::missing_faces;
    /// Holds a report that was issued against the ledger.
    verify_report(wd::Incoming) -> wr::ReportVerdict = archive::verify;
    /// What is kept for the next reports: named templates and phrases.
    report_shelf(wl::Nothing) -> wr::ReportShelf = shelf::view;
    /// Saves a named template.
    save_report_template(wr::SaveTemplateRequest) -> wl::Changed = shelf::save;
    /// Takes one away.
    remove_report_template(wr::RemoveTemplateRequest) -> wl::Changed = shelf::remove;
    /// Sets the phrases.
    set_phrases(wr::SetPhrasesRequest) -> wl::Changed = shelf::set_phrases;
    /// The reports that went out.
    archived_reports(wl::Nothing) -> Vec<wr::ArchivedReport> = archive::list;
    /// Puts a written report there.
    archive_report(wr::ArchiveRequest) -> wl::Changed = archive::put;
    /// One of them: what the same report would say today.
    archived_report(wr::ArchivedRequest) -> wr::ReportVerdict = archive::open;
    /// Opens a written bulletin with the program the desktop has for it; files of other sorts are refused.
    open_bulletin(wl::RevealRequest) -> wl::Nothing = reports::open;
}
