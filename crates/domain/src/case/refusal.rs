//! Refusals: a normal answer to a command that the rules do not allow, with a stable code.

use crate::codes;

codes! {
    /// Why a command was refused. The language file has a sentence for each.
    pub enum Reason as "refusal" {
        /// The case is not in a stage in which this can be done.
        NotInThisStage = "not_in_this_stage",
        /// No party, claim, session … with this id in the case.
        NotInThisCase = "not_in_this_case",
        /// A day or time lies in the future and must not.
        InTheFuture = "in_the_future",
        /// A day or time lies in the past and must not.
        InThePast = "in_the_past",
        /// The end lies before the start.
        EndBeforeStart = "end_before_start",
        /// The day lies before the application was received.
        BeforeReceived = "before_received",
        /// A case needs an applicant and a respondent.
        BothSidesNeeded = "both_sides_needed",
        /// A case needs at least one claim.
        ClaimNeeded = "claim_needed",
        /// One person stands on both sides or twice.
        PartyTwice = "party_twice",
        /// A possible duplicate is open; a reason is needed to register all the same.
        DuplicateNeedsReason = "duplicate_needs_reason",
        /// The applicants' consent is not recorded (令17号 art. 22).
        ApplicantConsentMissing = "applicant_consent_missing",
        /// The respondents' consent is not recorded (令17号 art. 22).
        RespondentConsentMissing = "respondent_consent_missing",
        /// A party has refused mediation; it must not go on (人民调解法 art. 17).
        PartyRefuses = "party_refuses",
        /// The respondent has agreed: its refusal is no reason to decline.
        ConsentGiven = "consent_given",
        /// The one named owns the first contact already.
        SameOwner = "same_owner",
        /// This organisation does not mediate.
        DoesNotMediate = "does_not_mediate",
        /// This organisation or mediator takes no cases now.
        Inactive = "inactive",
        /// "Handle here" needs a mediator.
        MediatorNeeded = "mediator_needed",
        /// The mediator does not serve this organisation.
        MediatorElsewhere = "mediator_elsewhere",
        /// The mediator has a conflict of interest (特邀调解规定 art. 15).
        MediatorConflicted = "mediator_conflicted",
        /// The mediator has no valid certificate of appointment, which this office asks for (S0-40).
        CertificateMissing = "certificate_missing",
        /// The mediator handles the case already.
        SameMediator = "same_mediator",
        /// "Pass on" needs another organisation than our own.
        SameOrganisation = "same_organisation",
        /// A transfer needs another organisation than the one that handles the case.
        SameHandler = "same_handler",
        /// The organisation was invited before.
        AlreadyInvited = "already_invited",
        /// The lead must be the handling organisation or one of those invited.
        LeadNotInvited = "lead_not_invited",
        /// The room is taken at that time.
        RoomTaken = "room_taken",
        /// The mediator is taken at that time.
        MediatorTaken = "mediator_taken",
        /// A session in a room needs the room, another one its place or link.
        PlaceNeeded = "place_needed",
        /// The session was cancelled or its minutes are kept already.
        SessionOver = "session_over",
        /// A recusal request must be decided first (令33号 art. 12).
        RecusalOpen = "recusal_open",
        /// No recusal request is open.
        NoRecusalOpen = "no_recusal_open",
        /// Mediation is suspended; resume it first.
        Suspended = "suspended",
        /// Mediation is not suspended.
        NotSuspended = "not_suspended",
        /// The new end lies not after the present one.
        NotLater = "not_later",
        /// The book of periods lacks this one.
        PeriodMissing = "period_missing",
        /// The law allows no extension of this period.
        NotExtendable = "not_extendable",
        /// The rule asks for somebody's approval.
        ApprovalNeeded = "approval_needed",
        /// The clock is not overdue: there is nothing to explain.
        NotOverdue = "not_overdue",
        /// An extension of one step may not be so long.
        ExtensionTooLong = "extension_too_long",
        /// The claim was withdrawn or settled.
        ClaimOver = "claim_over",
        /// An amount must be given and more than zero.
        AmountNeeded = "amount_needed",
        /// The payments laid down do not add up to the amounts agreed.
        SumsDiffer = "sums_differ",
        /// A full agreement settles every claim; mark it partial otherwise.
        ClaimLeftOpen = "claim_left_open",
        /// A partial agreement leaves at least one claim open.
        NothingLeftOpen = "nothing_left_open",
        /// An agreement needs an obligation with a due day and a way (令17号 art. 26).
        ObligationNeeded = "obligation_needed",
        /// Payer and payee are the same.
        PayerIsPayee = "payer_is_payee",
        /// A promise not to pay social insurance is void (解释(二) art. 19).
        SocialInsuranceWaived = "social_insurance_waived",
        /// A clause of the draft is void (data/void-clauses.toml names the article).
        AgreementVoid = "agreement_void",
        /// Something in the draft must be looked at first (令33号 art. 78; 民诉法解释 art. 358).
        AgreementWarned = "agreement_warned",
        /// The relation has no last day when it goes on.
        RelationGoesOn = "relation_goes_on",
        /// An obligation is due before the day of the signature.
        DueBeforeSigned = "due_before_signed",
        /// This signature is there already.
        SignedAlready = "signed_already",
        /// A party's signature needs the party.
        SignerNeeded = "signer_needed",
        /// The organisation seals when everybody has signed (调解仲裁法 art. 14).
        SealComesLast = "seal_comes_last",
        /// The period is over: a reason for the delay is needed and both sides must be told (S4-28).
        LateNeedsReason = "late_needs_reason",
        /// The obligation is not of this kind (money or not).
        WrongObligation = "wrong_obligation",
        /// The obligation has been met already.
        ObligationMet = "obligation_met",
        /// More than what is left to pay.
        TooMuch = "too_much",
        /// The due day is not over yet.
        NotDueYet = "not_due_yet",
        /// The breach is recorded already.
        BreachedAlready = "breached_already",
        /// A breach must be recorded first.
        NoBreach = "no_breach",
        /// This ending needs the way on: body and limitation day (S4-29).
        WayOnNeeded = "way_on_needed",
        /// This ending comes by itself or belongs to another stage.
        NotAnEndingHere = "not_an_ending_here",
        /// The period is not over yet.
        PeriodNotOver = "period_not_over",
        /// A satisfaction mark needs a person who was reached.
        NotReached = "not_reached",
        /// A sheet of undisputed facts needs at least one fact.
        FactsNeeded = "facts_needed",
        /// Both sides must have signed.
        SignatureMissing = "signature_missing",
        /// The speaker does not sit in this room of the vault.
        NotInThisRoom = "not_in_this_room",
        /// A caucus note belongs to a caucus.
        CaucusNeeded = "caucus_needed",
        /// Every party's signed consent is needed (民诉法解释 art. 107).
        ConsentOfAllNeeded = "consent_of_all_needed",
        /// A consent needs the signed sheet, or where it lies.
        ConsentProofNeeded = "consent_proof_needed",
        /// A duty needs article, authority and document number.
        DutyNeeded = "duty_needed",
        /// A release needs one recipient.
        RecipientNeeded = "recipient_needed",
        /// Nobody approves what they asked for themselves.
        FourEyes = "four_eyes",
        /// The release of this entry was asked for already and waits for a decision.
        ReleaseAsked = "release_asked",
        /// The vault's key was destroyed.
        VaultOver = "vault_over",
        /// The visit was made already.
        VisitOver = "visit_over",
        /// Return visits are still to be made.
        VisitsOpen = "visits_open",
        /// A way was handed in and its answer is still to come.
        WaysOpen = "ways_open",
        /// The payment is confirmed already.
        PaymentConfirmed = "payment_confirmed",
        /// No payment waits to be confirmed.
        NothingToConfirm = "nothing_to_confirm",
        /// The parts of a payment do not add up to it.
        SharesDiffer = "shares_differ",
        /// Who paid in the debtor's place must be named.
        ThirdPartyNeeded = "third_party_needed",
        /// It must be said what was checked, or what the payee says.
        NoteNeeded = "note_needed",
        /// The party owes nothing under the agreement.
        OwesNothing = "owes_nothing",
        /// No item of the checklist is answered.
        NothingAnswered = "nothing_answered",
        /// A good mark needs its evidence.
        EvidenceNeeded = "evidence_needed",
        /// The way is not open; the detail says why.
        WayNotOpen = "way_not_open",
        /// The application was handed in already.
        WayFiledAlready = "way_filed_already",
        /// The way has come to its end.
        WayOver = "way_over",
        /// The application was not handed in.
        WayNotFiled = "way_not_filed",
        /// The last day of the window is over (令33号 art. 75(3); 民诉法 art. 205).
        WindowClosed = "window_closed",
        /// Both sides must ask together (令33号 art. 74; 民诉法 art. 205).
        AskTogether = "ask_together",
        /// It must be said who asks.
        ApplicantNeeded = "applicant_needed",
        /// Only the worker asks for a payment order (调解仲裁法 art. 16).
        OnlyTheWorker = "only_the_worker",
        /// Nothing overdue is owed to the one who asks.
        NothingOwedToThem = "nothing_owed_to_them",
        /// The debtor is abroad, can't be found or can't be served (民诉法 art. 225(2)).
        DebtorOutOfReach = "debtor_out_of_reach",
        /// Preservation was asked for before the suit (民诉法解释 art. 427).
        PreservedBefore = "preserved_before",
        /// Such an answer does not come on this way.
        NoSuchAnswer = "no_such_answer",
        /// The dossier has no pages.
        DossierEmpty = "dossier_empty",
        /// The dossier must still be kept.
        RetentionRuns = "retention_runs",
        /// A period still runs in which somebody may need the dossier.
        StillNeeded = "still_needed",
        /// Its disposal was proposed already.
        DisposalProposed = "disposal_proposed",
        /// Nobody has proposed its disposal.
        NoDisposalProposed = "no_disposal_proposed",
        /// Its disposal was not approved.
        DisposalNotApproved = "disposal_not_approved",
        /// The dossier was destroyed.
        DossierDestroyed = "dossier_destroyed",
        /// It was destroyed before that was approved.
        BeforeApproved = "before_approved",
        /// The two who watch must be two people.
        WitnessTwice = "witness_twice",
        /// The paper lacks something that it must say; what, is told beside it.
        PaperLacks = "paper_lacks",
        /// A valid paper of this kind is there: correct it instead.
        PaperStands = "paper_stands",
        /// The paper was corrected or withdrawn already.
        PaperOver = "paper_over",
        /// An agreement in force is changed by a new agreement only.
        PaperInForce = "paper_in_force",
        /// The organisation has sealed the paper; nothing can be added or changed.
        SealedAlready = "sealed_already",
        /// Somebody signs who is not to sign this paper.
        NotASigner = "not_a_signer",
        /// Those named before have not signed yet.
        NotYourTurn = "not_your_turn",
        /// The agreement must be issued before anybody signs it.
        PaperNeeded = "paper_needed",
        /// Somebody has signed; the plan stands.
        SigningBegan = "signing_began",
        /// More signatures are asked for than people are named.
        TooManyNeeded = "too_many_needed",
        /// An agreement needs every party, the mediator and the seal (调解仲裁法 art. 14).
        EveryHandNeeded = "every_hand_needed",
        /// Nothing shows that somebody signed: neither a scan nor a record.
        SignatureProofNeeded = "signature_proof_needed",
        /// This hand can't sign in this way.
        WayDoesNotFit = "way_does_not_fit",
        /// No valid paper was issued yet.
        NoPaper = "no_paper",
        /// A paper can't be served before it was issued.
        BeforeIssued = "before_issued",
        /// The paper counts as served on this party already.
        ServedAlready = "served_already",
        /// Leaving or putting up a paper needs a picture or a film of it (令33号 art. 20).
        ProofNeeded = "proof_needed",
        /// This kind of paper is never served by public notice (广西条例 art. 57).
        NoticeNotAllowed = "notice_not_allowed",
        /// The party has not agreed to take papers electronically (民诉法 art. 90).
        ElectronicNotAgreed = "electronic_not_agreed",
        /// Electronic service needs the number or mailbox for it.
        AddressNeeded = "address_needed",
        /// Nothing would change.
        NothingChanges = "nothing_changes",
    }
}

/// A refused command: why, and at which field of the form when one is to blame.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("refused: {reason}")]
pub struct Refusal {
    /// The stable reason.
    pub reason: Reason,
    /// The field to blame.
    pub field: Option<&'static str>,
    /// What the sentence mentions: names and their values.
    pub detail: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal of the command as a whole.
    pub const fn because(reason: Reason) -> Self {
        Self { reason, field: None, detail: Vec::new() }
    }

    /// A refusal that one field is to blame for.
    pub const fn at(field: &'static str, reason: Reason) -> Self {
        Self { reason, field: Some(field), detail: Vec::new() }
    }

    /// Adds a value that the sentence mentions.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.detail.push((name, value.to_string()));
        self
    }
}

/// Refuses unless `condition` holds.
pub fn ensure(condition: bool, refusal: impl FnOnce() -> Refusal) -> Result<(), Refusal> {
    if condition { Ok(()) } else { Err(refusal()) }
}
