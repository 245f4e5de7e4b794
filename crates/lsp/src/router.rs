//! The tower-lsp service: every handler puts its message into the main loop's channel before it waits for anything, so
//! the order of arrival is the order of the channel.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use ide::CancellationToken;
use lsp_types::request::{
    GotoDeclarationParams, GotoDeclarationResponse, GotoImplementationParams,
    GotoImplementationResponse, GotoTypeDefinitionParams, GotoTypeDefinitionResponse,
};
use lsp_types::*;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{self, Result};
use tower_lsp::{LanguageServer, async_trait};

use crate::handlers;
use crate::main_loop::priming::is_priming_token;
use crate::main_loop::runs::{RunUpdate, run_of_token};
use crate::main_loop::{Event, MainLoop};
use crate::outgoing::Outgoing;
use crate::snapshot::Snapshot;
use crate::transport;

pub(crate) struct Router {
    events: mpsc::Sender<Event>,
    next_run: AtomicU64,
}

struct StopOnDrop {
    id: Option<u64>,
    events: mpsc::Sender<Event>,
}

impl StopOnDrop {
    fn disarm(mut self) {
        self.id = None;
    }
}

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            let _ = self.events.send(Event::Run(id, RunUpdate::Stop));
        }
    }
}

/// A request on its way through the queue and the pool.
pub(crate) struct Request {
    pub(crate) name: &'static str,
    pub(crate) call: Box<dyn Call>,
    pub(crate) cancel: Arc<Cancel>,
    pub(crate) tries: u32,
}

/// What is asked, and whom to answer. `run` may be left by unwinding and called again.
pub(crate) trait Call: Send {
    fn run(&mut self, snapshot: &Snapshot);
    /// Sends what `run` found; apart from it, so that the snapshot is gone before the client goes on.
    fn deliver(&mut self);
    fn fail(&mut self, error: jsonrpc::Error);
}

type Handler<P, R> = fn(&Snapshot, P) -> Result<R>;

/// The result is written as JSON where it was found, on a thread of the pool: tower-lsp would make a tree of values
/// of it first, which for the outline of a large file takes longer than to find the outline.
struct Pending<P, R> {
    params: P,
    handler: Handler<P, R>,
    result: Option<Result<Vec<u8>>>,
    reply: Option<oneshot::Sender<Result<Vec<u8>>>>,
}

impl<P: Clone + Send, R: Serialize> Call for Pending<P, R> {
    fn run(&mut self, snapshot: &Snapshot) {
        let result = (self.handler)(snapshot, self.params.clone());
        self.result = Some(result.and_then(|it| {
            serde_json::to_vec(&it).map_err(|e| {
                let mut error = jsonrpc::Error::internal_error();
                error.message = e.to_string().into();
                error
            })
        }));
    }

    fn deliver(&mut self) {
        if let (Some(reply), Some(result)) = (self.reply.take(), self.result.take()) {
            let _ = reply.send(result);
        }
    }

    fn fail(&mut self, error: jsonrpc::Error) {
        if let Some(reply) = self.reply.take() {
            let _ = reply.send(Err(error));
        }
    }
}

/// Whether the client took its request back.
#[derive(Default)]
pub(crate) struct Cancel {
    is_cancelled: AtomicBool,
    running: Mutex<Option<CancellationToken>>,
}

impl Cancel {
    pub(crate) fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::SeqCst)
    }

    pub(crate) fn set_running(&self, token: Option<CancellationToken>) {
        *self.running.lock().unwrap_or_else(|e| e.into_inner()) = token;
    }

    fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::SeqCst);
        if let Some(token) = self
            .running
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .take()
        {
            token.cancel();
        }
    }
}

/// tower-lsp drops the handler at `$/cancelRequest`, and this with it.
struct CancelOnDrop(Arc<Cancel>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Router {
    pub(crate) fn new(outgoing: Outgoing) -> Router {
        Router {
            events: MainLoop::spawn(outgoing),
            next_run: AtomicU64::new(1),
        }
    }

    fn tell(&self, event: Event) {
        // A closed channel: the main loop has ended, and the process is about to.
        let _ = self.events.send(event);
    }

    /// Asks the pool. The answer goes to the transport as text; what is returned in its place is never sent.
    async fn ask<P, R>(&self, name: &'static str, params: P, handler: Handler<P, R>) -> Result<R>
    where
        P: Clone + Send + 'static,
        R: Serialize + Default + 'static,
    {
        self.ask_written(name, params, handler).await?;
        Ok(R::default())
    }

    /// The same for results without a value that could stand in their place.
    async fn ask_written<P, R>(
        &self,
        name: &'static str,
        params: P,
        handler: Handler<P, R>,
    ) -> Result<()>
    where
        P: Clone + Send + 'static,
        R: Serialize + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let cancel = Arc::new(Cancel::default());
        let _guard = CancelOnDrop(cancel.clone());
        let call = Box::new(Pending {
            params,
            handler,
            result: None,
            reply: Some(reply),
        });
        self.tell(Event::Request(Request {
            name,
            call,
            cancel,
            tries: 0,
        }));
        let written = answer
            .await
            .unwrap_or_else(|_| Err(jsonrpc::Error::internal_error()))?;
        transport::answer_with(written);
        Ok(())
    }

    async fn ask_main_loop<R>(
        &self,
        event: impl FnOnce(oneshot::Sender<Result<R>>) -> Event,
    ) -> Result<R> {
        let (reply, answer) = oneshot::channel();
        self.tell(event(reply));
        answer
            .await
            .unwrap_or_else(|_| Err(jsonrpc::Error::internal_error()))
    }

    pub(crate) async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        if let Some(id) = run_of_token(&params.token) {
            self.tell(Event::Run(id, RunUpdate::Stop));
        } else if is_priming_token(&params.token) {
            self.tell(Event::StopPriming);
        }
    }

    pub(crate) async fn dump(&self, params: handlers::dump::DumpParams) -> Result<String> {
        self.ask("rayzor/dump", params, handlers::dump::dump).await
    }

    pub(crate) async fn runnable(
        &self,
        params: handlers::lenses::RunnableParams,
    ) -> Result<Option<handlers::lenses::RunnableResult>> {
        self.ask("rayzor/runnable", params, handlers::lenses::runnable)
            .await
    }

    pub(crate) async fn status(&self) -> Result<Value> {
        self.ask_main_loop(|reply| Event::Status { reply }).await
    }
}

#[async_trait]
impl LanguageServer for Router {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.ask_main_loop(|reply| Event::Initialize {
            params: Box::new(params),
            reply,
        })
        .await
    }

    async fn initialized(&self, _: InitializedParams) {
        self.tell(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.ask_main_loop(|reply| Event::Shutdown { reply }).await
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.tell(Event::Open(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.tell(Event::Change(params));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tell(Event::Close(params.text_document.uri));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.tell(Event::FilesChanged(vec![params.text_document.uri]));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.tell(Event::FilesChanged(
            params.changes.into_iter().map(|it| it.uri).collect(),
        ));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.tell(Event::Settings(params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.tell(Event::Folders(params.event));
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        self.ask_written("textDocument/diagnostic", params, handlers::diagnostic)
            .await?;
        let report = DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default());
        Ok(report.into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        self.ask_written(
            "workspace/diagnostic",
            params,
            handlers::workspace_diagnostic,
        )
        .await?;
        Ok(WorkspaceDiagnosticReport::default().into())
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(
            "textDocument/documentSymbol",
            params,
            handlers::document_symbol,
        )
        .await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask("textDocument/codeLens", params, handlers::code_lens)
            .await
    }

    async fn code_lens_resolve(&self, params: CodeLens) -> Result<CodeLens> {
        let in_its_place = params.clone();
        self.ask_written("codeLens/resolve", params, handlers::lenses::resolve)
            .await?;
        Ok(in_its_place)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let id = self.next_run.fetch_add(1, Ordering::Relaxed);
        let (reply, answer) = oneshot::channel();
        self.tell(Event::Command { id, params, reply });
        // A command that is taken back ends its run.
        let guard = StopOnDrop {
            id: Some(id),
            events: self.events.clone(),
        };
        let answer = answer
            .await
            .unwrap_or_else(|_| Err(jsonrpc::Error::internal_error()));
        guard.disarm();
        answer
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.ask("textDocument/hover", params, handlers::navigation::hover)
            .await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(
            "textDocument/definition",
            params,
            handlers::navigation::definition,
        )
        .await
    }

    async fn goto_declaration(
        &self,
        params: GotoDeclarationParams,
    ) -> Result<Option<GotoDeclarationResponse>> {
        self.ask(
            "textDocument/declaration",
            params,
            handlers::navigation::declaration,
        )
        .await
    }

    async fn goto_type_definition(
        &self,
        params: GotoTypeDefinitionParams,
    ) -> Result<Option<GotoTypeDefinitionResponse>> {
        self.ask(
            "textDocument/typeDefinition",
            params,
            handlers::navigation::type_definition,
        )
        .await
    }

    async fn goto_implementation(
        &self,
        params: GotoImplementationParams,
    ) -> Result<Option<GotoImplementationResponse>> {
        self.ask(
            "textDocument/implementation",
            params,
            handlers::navigation::implementation,
        )
        .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.ask(
            "textDocument/references",
            params,
            handlers::navigation::references,
        )
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        self.ask(
            "textDocument/documentHighlight",
            params,
            handlers::navigation::document_highlight,
        )
        .await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        self.ask("workspace/symbol", params, handlers::navigation::symbol)
            .await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.ask(
            "textDocument/prepareCallHierarchy",
            params,
            handlers::navigation::prepare_call_hierarchy,
        )
        .await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.ask(
            "callHierarchy/incomingCalls",
            params,
            handlers::navigation::incoming_calls,
        )
        .await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.ask(
            "callHierarchy/outgoingCalls",
            params,
            handlers::navigation::outgoing_calls,
        )
        .await
    }

    async fn prepare_type_hierarchy(
        &self,
        params: TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.ask(
            "textDocument/prepareTypeHierarchy",
            params,
            handlers::navigation::prepare_type_hierarchy,
        )
        .await
    }

    async fn supertypes(
        &self,
        params: TypeHierarchySupertypesParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.ask(
            "typeHierarchy/supertypes",
            params,
            handlers::navigation::supertypes,
        )
        .await
    }

    async fn subtypes(
        &self,
        params: TypeHierarchySubtypesParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.ask(
            "typeHierarchy/subtypes",
            params,
            handlers::navigation::subtypes,
        )
        .await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.ask(
            "textDocument/prepareRename",
            params,
            handlers::rename::prepare_rename,
        )
        .await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.ask("textDocument/rename", params, handlers::rename::rename)
            .await
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        let uri = |it: FileCreate| Url::parse(&it.uri).ok();
        self.tell(Event::FilesCreated(
            params.files.into_iter().filter_map(uri).collect(),
        ));
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.ask(
            "workspace/willRenameFiles",
            params,
            handlers::rename::will_rename_files,
        )
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(
            "textDocument/foldingRange",
            params,
            handlers::structure::folding_range,
        )
        .await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        self.ask(
            "textDocument/selectionRange",
            params,
            handlers::structure::selection_range,
        )
        .await
    }

    async fn document_color(&self, params: DocumentColorParams) -> Result<Vec<ColorInformation>> {
        self.ask(
            "textDocument/documentColor",
            params,
            handlers::links::document_color,
        )
        .await
    }

    async fn color_presentation(
        &self,
        params: ColorPresentationParams,
    ) -> Result<Vec<ColorPresentation>> {
        self.ask(
            "textDocument/colorPresentation",
            params,
            handlers::links::color_presentation,
        )
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(
            "textDocument/documentLink",
            params,
            handlers::links::document_link,
        )
        .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(
            "textDocument/inlayHint",
            params,
            handlers::structure::inlay_hint,
        )
        .await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.ask(
            "textDocument/codeAction",
            params,
            handlers::code_actions::code_action,
        )
        .await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        self.ask(
            "codeAction/resolve",
            params,
            handlers::code_actions::resolve,
        )
        .await
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        self.ask(
            "textDocument/linkedEditingRange",
            params,
            handlers::navigation::linked_editing_range,
        )
        .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.ask(
            "textDocument/completion",
            params,
            handlers::completion::completion,
        )
        .await
    }

    async fn completion_resolve(&self, params: CompletionItem) -> Result<CompletionItem> {
        self.ask(
            "completionItem/resolve",
            params,
            handlers::completion::resolve,
        )
        .await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        self.ask(
            "textDocument/semanticTokens/full",
            params,
            handlers::tokens::full,
        )
        .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        self.ask(
            "textDocument/semanticTokens/full/delta",
            params,
            handlers::tokens::delta,
        )
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.ask(
            "textDocument/semanticTokens/range",
            params,
            handlers::tokens::range,
        )
        .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(
            "textDocument/formatting",
            params,
            handlers::structure::formatting,
        )
        .await
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        self.ask(
            "textDocument/rangeFormatting",
            params,
            handlers::structure::range_formatting,
        )
        .await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        self.ask(
            "textDocument/onTypeFormatting",
            params,
            handlers::structure::on_type_formatting,
        )
        .await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.ask(
            "textDocument/signatureHelp",
            params,
            handlers::completion::signature_help,
        )
        .await
    }
}
