//! What the client can do ([`ClientSupport`]) and what we say we can ([`server_capabilities`]).

use lsp_types::*;
use serde_json::Value;

use crate::handlers::{code_actions, lenses, tokens};

/// The unit of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Encoding {
    Utf8,
    #[default]
    Utf16,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ClientSupport {
    pub(crate) encoding: Encoding,
    pub(crate) watches_files: bool,
    pub(crate) progress: bool,
    pub(crate) configuration: bool,
    pub(crate) refreshes_lenses: bool,
    pub(crate) refreshes_hints: bool,
    pub(crate) refreshes_tokens: bool,
    pub(crate) hierarchical_symbols: bool,
    pub(crate) snippets: bool,
    pub(crate) document_changes: bool,
    pub(crate) resource_operations: bool,
    pub(crate) creates_files: bool,
    /// The client asks for the edit of the action that is chosen.
    pub(crate) resolves_actions: bool,
    pub(crate) line_folding_only: bool,
    /// The client fetches diagnostics itself and does not want them pushed.
    pub(crate) pulls_diagnostics: bool,
    /// The client shows `rayzor/runOutput` and `rayzor/runDone`.
    pub(crate) run_notifications: bool,
    /// The client has the command `rayzor.showReferences`.
    pub(crate) shows_references: bool,
}

impl ClientSupport {
    pub(crate) fn new(params: &InitializeParams) -> ClientSupport {
        let caps = &params.capabilities;
        let offers_utf8 = caps
            .general
            .as_ref()
            .and_then(|it| it.position_encodings.as_ref())
            .is_some_and(|it| it.contains(&PositionEncodingKind::UTF8));
        let workspace = caps.workspace.clone().unwrap_or_default();
        let text = caps.text_document.clone().unwrap_or_default();
        let edit = workspace.workspace_edit.unwrap_or_default();
        let operations = edit.resource_operations.unwrap_or_default();
        let option = |name: &str| {
            params
                .initialization_options
                .as_ref()
                .and_then(|it| it.get(name))
                .cloned()
        };
        ClientSupport {
            encoding: if offers_utf8 {
                Encoding::Utf8
            } else {
                Encoding::Utf16
            },
            watches_files: workspace
                .did_change_watched_files
                .and_then(|it| it.dynamic_registration)
                == Some(true),
            progress: caps.window.as_ref().and_then(|it| it.work_done_progress) == Some(true),
            configuration: workspace.configuration == Some(true),
            refreshes_lenses: workspace.code_lens.and_then(|it| it.refresh_support) == Some(true),
            refreshes_hints: workspace.inlay_hint.and_then(|it| it.refresh_support) == Some(true),
            refreshes_tokens: workspace.semantic_tokens.and_then(|it| it.refresh_support)
                == Some(true),
            hierarchical_symbols: text
                .document_symbol
                .and_then(|it| it.hierarchical_document_symbol_support)
                != Some(false),
            snippets: text
                .completion
                .and_then(|it| it.completion_item)
                .and_then(|it| it.snippet_support)
                == Some(true),
            document_changes: edit.document_changes == Some(true),
            resource_operations: operations.contains(&ResourceOperationKind::Rename),
            creates_files: operations.contains(&ResourceOperationKind::Create),
            resolves_actions: text
                .code_action
                .and_then(|it| it.resolve_support)
                .is_some_and(|it| it.properties.iter().any(|it| it == "edit")),
            line_folding_only: text.folding_range.and_then(|it| it.line_folding_only) == Some(true),
            pulls_diagnostics: option("diagnostics") == Some(Value::from("pull")),
            run_notifications: option("runNotifications") == Some(Value::from(true)),
            shows_references: option("showReferences") == Some(Value::from(true)),
        }
    }
}

pub(crate) fn server_capabilities(client: &ClientSupport) -> ServerCapabilities {
    let encoding = match client.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
            include_text: Some(false),
        })),
        ..Default::default()
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some("rayzor".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..Default::default()
    };
    ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        // A client that gets both would show everything twice; whoever asks without this is still answered.
        diagnostic_provider: client
            .pulls_diagnostics
            .then_some(DiagnosticServerCapabilities::Options(diagnostics)),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(true),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: [lenses::RUN, lenses::RUN_WITH, lenses::STOP, lenses::RERUN]
                .map(str::to_owned)
                .to_vec(),
            ..Default::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        implementation_provider: Some(ImplementationProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        linked_editing_range_provider: Some(LinkedEditingRangeServerCapabilities::Simple(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        color_provider: Some(ColorProviderCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::REFACTOR,
                CodeActionKind::REFACTOR_EXTRACT,
                CodeActionKind::REFACTOR_INLINE,
                CodeActionKind::REFACTOR_REWRITE,
                CodeActionKind::SOURCE_ORGANIZE_IMPORTS,
                code_actions::SORT_IMPORTS,
                CodeActionKind::SOURCE_FIX_ALL,
            ]),
            resolve_provider: Some(true),
            ..Default::default()
        })),
        completion_provider: Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(
                [".", "@", ":", ">", "$", "{", "#"]
                    .map(str::to_owned)
                    .to_vec(),
            ),
            ..Default::default()
        }),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: tokens::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                ..Default::default()
            },
        )),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: on_type_triggers(),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(["(", ",", "["].map(str::to_owned).to_vec()),
            retrigger_characters: Some(vec![")".to_owned()]),
            ..Default::default()
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                did_create: Some(FileOperationRegistrationOptions {
                    filters: vec![file_filter("**/*.hx", FileOperationPatternKind::File)],
                }),
                will_rename: Some(FileOperationRegistrationOptions {
                    filters: vec![
                        file_filter("**/*.hx", FileOperationPatternKind::File),
                        file_filter("**", FileOperationPatternKind::Folder),
                    ],
                }),
                ..Default::default()
            }),
        }),
        ..Default::default()
    }
}

fn file_filter(glob: &str, kind: FileOperationPatternKind) -> FileOperationFilter {
    FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern {
            glob: glob.to_owned(),
            matches: Some(kind),
            options: None,
        },
    }
}

fn on_type_triggers() -> Option<DocumentOnTypeFormattingOptions> {
    let mut triggers = ide::ON_TYPE_TRIGGERS.iter().map(char::to_string);
    Some(DocumentOnTypeFormattingOptions {
        first_trigger_character: triggers.next()?,
        more_trigger_character: Some(triggers.collect()),
    })
}
