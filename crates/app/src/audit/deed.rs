//! What the audit log knows. Codes are stored: append only.

use domain::codes;

codes! {
    /// What was done or read.
    pub enum Deed as "audit_deed" {
        /// Signed in.
        SignedIn = "signed_in",
        /// A try to sign in failed.
        SignInFailed = "sign_in_failed",
        /// Too many failed tries: the account is locked for a while.
        AccountLocked = "account_locked",
        /// Signed out.
        SignedOut = "signed_out",
        /// Changed the own password.
        PasswordChanged = "password_changed",
        /// A session was ended from another one.
        SessionRevoked = "session_revoked",
        /// An administrator was made from the console or the setup page.
        AdministratorMade = "administrator_made",
        /// An account was made.
        AccountCreated = "account_created",
        /// Name or telephone of an account were changed.
        AccountChanged = "account_changed",
        /// The roles of an account were changed.
        GrantsChanged = "grants_changed",
        /// An account may no longer sign in.
        AccountDisabled = "account_disabled",
        /// An account may sign in again.
        AccountEnabled = "account_enabled",
        /// An account got a new initial password.
        PasswordReset = "password_reset",
        /// A token of the API was made.
        TokenCreated = "token_created",
        /// A token of the API was taken back.
        TokenRevoked = "token_revoked",
        /// Identity or telephone numbers were shown in clear.
        Reveal = "reveal",
        /// A case was opened by somebody who does not handle it.
        CaseRead = "case_read",
        /// A file was opened by somebody who does not handle its case.
        FileRead = "file_read",
        /// A party was opened by somebody who does not handle one of its cases.
        PartyRead = "party_read",
        /// A party's data were corrected.
        PartyCorrected = "party_corrected",
        /// Parties that were one person were brought together.
        PartiesMerged = "parties_merged",
        /// The ledger was exported.
        LedgerExported = "ledger_exported",
        /// A paper was printed by somebody who does not handle its case.
        PaperPrinted = "paper_printed",
        /// An organisation was added.
        OrganisationAdded = "organisation_added",
        /// An organisation was changed.
        OrganisationChanged = "organisation_changed",
        /// A room was added or changed.
        RoomChanged = "room_changed",
        /// A mediator was added to the directory or changed.
        MediatorChanged = "mediator_changed",
        /// A record was entered into a register.
        RecordEntered = "record_entered",
        /// A record of a register was changed.
        RecordChanged = "record_changed",
        /// A record of a register went on to another state.
        RecordMoved = "record_moved",
        /// A table was imported into a register.
        RecordsImported = "records_imported",
        /// A register was exported.
        RecordsExported = "records_exported",
        /// The list of divisions was imported.
        DivisionsImported = "divisions_imported",
        /// A setting was changed.
        SettingChanged = "setting_changed",
        /// Applications were imported in bulk.
        ApplicationsImported = "applications_imported",
        /// A paper with identity and telephone numbers in clear was made.
        PaperMade = "paper_made",
        /// The vault of a case was opened by its mediator.
        VaultRead = "vault_read",
        /// The release of an entry of the vault was asked for.
        ReleaseAsked = "release_asked",
        /// The release of an entry was approved or refused.
        ReleaseDecided = "release_decided",
        /// A released entry was opened.
        ReleaseRead = "release_read",
        /// The key of a vault was destroyed after its time.
        VaultKeyDestroyed = "vault_key_destroyed",
        /// The files and texts of a dossier were destroyed.
        DossierDestroyed = "dossier_destroyed",
        /// The record of destruction was exported.
        DisposalExported = "disposal_exported",
    }
}
