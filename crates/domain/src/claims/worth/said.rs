//! Everything an answer can say, each with the article it rests on: steps, reasons why nothing is due, assumptions, warnings, what would change it.
//!
//! The words are in the language file (`claims.toml`), by group and code; figures are filled in by name. The figures of the law themselves stand
//! as constants in the file of their formula.

/// Codes with the articles they rest on.
macro_rules! said {
    ($(#[$doc:meta])* pub enum $name:ident as $group:literal {
        $($(#[$vdoc:meta])* $variant:ident = $code:literal by [$($article:literal),*],)*
    }) => {
        crate::codes! {
            $(#[$doc])*
            pub enum $name as $group { $($(#[$vdoc])* $variant = $code,)* }
        }

        impl $name {
            /// The articles it rests on, as they are cited.
            pub const fn articles(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($article),*],)* }
            }
        }
    };
}

said! {
    /// One step of a calculation.
    pub enum StepCode as "worth_step" {
        /// How long the service lasted.
        Service = "service" by ["劳动合同法第47条第1款", "民法典第202条"],
        /// Service before the law came into force counts by older rules.
        ServiceFrom2008 = "service_from_2008" by ["劳动合同法第97条第3款"],
        /// Years of service as months of wage.
        ServiceMonths = "service_months" by ["劳动合同法第47条第1款"],
        /// The average wage of the twelve months before the end.
        AverageWage = "average_wage" by ["劳动合同法第47条第3款", "劳动合同法实施条例第27条"],
        /// The average lies below the minimum wage.
        WageFloor = "wage_floor" by ["劳动合同法实施条例第27条"],
        /// The average is not above three times the area's.
        WageWithinCap = "wage_within_cap" by ["劳动合同法第47条第2款"],
        /// The average is above three times the area's.
        WageCapped = "wage_capped" by ["劳动合同法第47条第2款"],
        /// More than twelve years do not count at the capped wage.
        YearsCapped = "years_capped" by ["劳动合同法第47条第2款"],
        /// Months times wage.
        SeveranceSum = "severance_sum" by ["劳动合同法第47条第1款"],
        /// Twice the severance.
        Doubled = "doubled" by ["劳动合同法第87条", "劳动合同法实施条例第25条"],
        /// One month's wage in place of the notice.
        MonthInLieu = "month_in_lieu" by ["劳动合同法第40条", "劳动合同法实施条例第20条"],
        /// The local cap on the month in lieu.
        LieuCapped = "lieu_capped" by [],
        /// The severance goes with it.
        WithSeverance = "with_severance" by ["劳动合同法第46条第3项"],
        /// Hired before the law came into force.
        HiredBefore2008 = "hired_before_2008" by ["劳动合同法第97条第2款"],
        /// From the second month to signing, at most to the end of the first year.
        DoubleWindow = "double_window" by ["劳动合同法第82条第1款", "劳动合同法实施条例第6条", "劳动合同法实施条例第7条"],
        /// Whole months of the window.
        DoubleMonths = "double_months" by ["劳动争议司法解释（二）第6条"],
        /// Workdays of the month that is not whole.
        DoubleDays = "double_days" by ["劳动争议司法解释（二）第6条", "人社部发〔2025〕2号"],
        /// The part of a month never brings more than the month.
        DoubleDaysCapped = "double_days_capped" by ["劳动争议司法解释（二）第6条"],
        /// Months and days together.
        DoubleSum = "double_sum" by ["劳动合同法第82条第1款"],
        /// A month's wage as an hour's.
        HourlyWage = "hourly_wage" by ["人社部发〔2025〕2号"],
        /// Longer hours on a workday.
        WeekdayHours = "weekday_hours" by ["劳动法第44条第1项", "工资支付暂行规定第13条"],
        /// A rest day without rest in its place.
        RestdayHours = "restday_hours" by ["劳动法第44条第2项", "工资支付暂行规定第13条"],
        /// Rest was given in place of a rest day.
        RestGiven = "rest_given" by ["劳动法第44条第2项"],
        /// A statutory holiday.
        HolidayHours = "holiday_hours" by ["劳动法第44条第3项", "全国年节及纪念日放假办法第2条"],
        /// A day was sorted by the calendar.
        DaySorted = "day_sorted" by ["全国年节及纪念日放假办法第2条"],
        /// The kinds of hours together.
        OvertimeSum = "overtime_sum" by ["劳动法第44条"],
        /// Days of leave by years of work.
        LeaveEntitled = "leave_entitled" by ["职工带薪年休假条例第3条"],
        /// The share of the year until leaving.
        LeaveUntilLeaving = "leave_until_leaving" by ["企业职工带薪年休假实施办法第12条"],
        /// The share of the year after joining.
        LeaveAfterJoining = "leave_after_joining" by ["企业职工带薪年休假实施办法第5条"],
        /// What is left of the year's leave.
        LeaveLeft = "leave_left" by ["企业职工带薪年休假实施办法第10条"],
        /// The days, as they were given.
        LeaveDays = "leave_days" by ["企业职工带薪年休假实施办法第10条"],
        /// More was taken than was due.
        LeaveOverdrawn = "leave_overdrawn" by ["企业职工带薪年休假实施办法第12条"],
        /// A month's wage as a day's.
        DailyWage = "daily_wage" by ["企业职工带薪年休假实施办法第11条", "人社部发〔2025〕2号"],
        /// Days times daily wage times two, because the usual wage was paid.
        LeaveSum = "leave_sum" by ["职工带薪年休假条例第5条第3款", "企业职工带薪年休假实施办法第10条"],
        /// The share of the wage by years in the unit.
        SickScale = "sick_scale" by ["劳动保险条例实施细则第16条"],
        /// The share agreed or set locally.
        SickAgreed = "sick_agreed" by ["劳部发〔1995〕309号第59条"],
        /// Days at a day's wage.
        SickDays = "sick_days" by ["人社部发〔2025〕2号"],
        /// Never less than 80 % of the minimum wage.
        SickFloor = "sick_floor" by ["劳部发〔1995〕309号第59条"],
        /// What is paid.
        SickSum = "sick_sum" by ["劳部发〔1995〕309号第59条"],
        /// How long the medical period lasts.
        MedicalPeriod = "medical_period" by ["企业职工患病或非因工负伤医疗期规定第3条", "企业职工患病或非因工负伤医疗期规定第4条"],
        /// How long a probation may be.
        ProbationLimit = "probation_limit" by ["劳动合同法第19条"],
        /// Months beyond the limit.
        ProbationBeyond = "probation_beyond" by ["劳动合同法第83条"],
        /// A second probation is against the law altogether.
        ProbationSecond = "probation_second" by ["劳动合同法第19条第2款"],
        /// Months times full wage.
        ProbationSum = "probation_sum" by ["劳动合同法第83条"],
        /// 30 % of the average wage.
        CompeteShare = "compete_share" by ["劳动争议司法解释（一）第36条第1款"],
        /// The amount agreed.
        CompeteAgreed = "compete_agreed" by ["劳动合同法第23条第2款"],
        /// Not below the minimum wage.
        CompeteFloor = "compete_floor" by ["劳动争议司法解释（一）第36条第2款"],
        /// At most two years.
        CompeteTerm = "compete_term" by ["劳动合同法第24条第2款"],
        /// Three months more when the employer ends it.
        CompeteReleased = "compete_released" by ["劳动争议司法解释（一）第39条第2款"],
        /// Months times monthly amount.
        CompeteSum = "compete_sum" by ["劳动争议司法解释（一）第36条"],
        /// The wage lies within the bounds.
        InjuryWage = "injury_wage" by ["工伤保险条例第64条第2款"],
        /// The wage lies below 60 % of the area's.
        InjuryWageFloor = "injury_wage_floor" by ["工伤保险条例第64条第2款"],
        /// The wage lies above 300 % of the area's.
        InjuryWageCap = "injury_wage_cap" by ["工伤保险条例第64条第2款"],
        /// Months by grade times wage.
        InjurySum = "injury_sum" by ["工伤保险条例第35条", "工伤保险条例第36条", "工伤保险条例第37条"],
        /// The monthly allowance of grades 1 to 4.
        InjuryPension = "injury_pension" by ["工伤保险条例第35条第1款第2项"],
        /// The monthly allowance of grades 5 and 6.
        InjuryPensionEmployer = "injury_pension_employer" by ["工伤保险条例第36条第1款第2项"],
        /// Monthly pay for care.
        InjuryCare = "injury_care" by ["工伤保险条例第34条"],
        /// Six months for the funeral.
        Funeral = "funeral" by ["工伤保险条例第39条第1款第1项"],
        /// The monthly pension of dependants.
        Dependants = "dependants" by ["工伤保险条例第39条第1款第2项"],
        /// All pensions together never exceed the wage.
        DependantsCapped = "dependants_capped" by ["工伤保险条例第39条第1款第2项"],
        /// Twenty times the national income per head.
        DeathSum = "death_sum" by ["工伤保险条例第39条第1款第3项"],
        /// At most twelve months without approval.
        SuspensionCapped = "suspension_capped" by ["工伤保险条例第33条第2款"],
        /// Months times wage.
        SuspensionSum = "suspension_sum" by ["工伤保险条例第33条第1款"],
        /// What is owed below the minimum wage.
        OwedToMinimum = "owed_to_minimum" by ["最低工资规定第13条"],
        /// Between half and all of what is owed.
        AdditionalRange = "additional_range" by ["劳动合同法第85条", "劳动保障监察条例第26条"],
        /// The fee of a property case.
        PropertyFee = "property_fee" by ["诉讼费用交纳办法第13条第1款第1项"],
        /// A third of it.
        FeeThird = "fee_third" by ["诉讼费用交纳办法第14条第3项"],
        /// Twelve times the minimum wage.
        FinalThreshold = "final_threshold" by ["劳动争议调解仲裁法第47条第1项", "劳动人事争议仲裁办案规则第50条"],
        /// An item within the threshold.
        FinalWithin = "final_within" by ["劳动争议调解仲裁法第47条第1项"],
        /// An item beyond it.
        FinalBeyond = "final_beyond" by ["劳动争议调解仲裁法第47条第1项"],
        /// The year runs from knowing.
        LimitBegins = "limit_begins" by ["劳动争议调解仲裁法第27条第1款"],
        /// For wages it runs from the end of the relation.
        LimitFromEnd = "limit_from_end" by ["劳动争议调解仲裁法第27条第4款"],
        /// It began anew.
        LimitInterrupted = "limit_interrupted" by ["劳动争议调解仲裁法第27条第2款", "企业劳动争议协商调解规定第31条"],
        /// An event after the end does not interrupt.
        LimitOver = "limit_over" by ["劳动争议调解仲裁法第27条第1款"],
        /// The last day.
        LimitEnds = "limit_ends" by ["民法典第202条", "民法典第203条"],
        /// No end while the relation lasts.
        LimitOpen = "limit_open" by ["劳动争议调解仲裁法第27条第4款"],
        /// The unserved share of the training's cost.
        TrainingShare = "training_share" by ["劳动合同法第22条第2款", "劳动合同法实施条例第16条"],
        /// At most a fifth of the month's wage.
        DeductionFifth = "deduction_fifth" by ["工资支付暂行规定第16条"],
        /// What remains is not below the minimum wage.
        DeductionFloor = "deduction_floor" by ["工资支付暂行规定第16条"],
        /// Wage without what does not count.
        MinimumTest = "minimum_test" by ["最低工资规定第12条"],
        /// The shortfall for all months.
        MinimumSum = "minimum_sum" by ["最低工资规定第13条"],
        /// The first pay period of a stoppage.
        StoppageFirst = "stoppage_first" by ["工资支付暂行规定第12条"],
        /// The rest of a stoppage, by the local share.
        StoppageRest = "stoppage_rest" by ["工资支付暂行规定第12条"],
        /// The stoppage's wages together.
        StoppageSum = "stoppage_sum" by ["工资支付暂行规定第12条"],
        /// Whether a lay-off is one for economic reasons.
        LayoffTest = "layoff_test" by ["劳动合同法第41条第1款"],
        /// What such a lay-off asks for first.
        LayoffDuty = "layoff_duty" by ["劳动合同法第41条第1款"],
        /// Days of maternity leave.
        MaternityDays = "maternity_days" by ["女职工劳动保护特别规定第7条第1款"],
        /// Days that the province adds.
        MaternityLocal = "maternity_local" by [],
        /// Deemed an open-ended contract.
        OpenEnded = "open_ended" by ["劳动合同法第14条第3款", "劳动争议司法解释（二）第9条"],
    }
}

said! {
    /// Why nothing is due.
    pub enum NotDue as "worth_not_due" {
        /// The worker resigned without fault of the employer.
        Resigned = "resigned" by ["劳动合同法第37条", "劳动合同法第46条"],
        /// The worker proposed to end it by agreement.
        WorkerProposed = "worker_proposed" by ["劳动合同法第36条", "劳动合同法第46条第2项"],
        /// Dismissed for the worker's fault.
        Misconduct = "misconduct" by ["劳动合同法第39条", "劳动合同法第46条"],
        /// Part-time work ends without severance.
        PartTime = "part_time" by ["劳动合同法第71条"],
        /// The worker refused to renew on the same or better terms.
        RenewalRefused = "renewal_refused" by ["劳动合同法第46条第5项"],
        /// Pension or death is not among the reasons.
        PensionOrDeath = "pension_or_death" by ["劳动合同法第44条", "劳动合同法第46条"],
        /// The contract goes on instead.
        ContractGoesOn = "contract_goes_on" by ["劳动合同法第48条"],
        /// Thirty days' notice was given in writing.
        NoticeGiven = "notice_given" by ["劳动合同法第40条"],
        /// Only a dismissal under article 40 brings it.
        NotArticle40 = "not_article_40" by ["劳动合同法第40条"],
        /// Signed within the first month.
        SignedInTime = "signed_in_time" by ["劳动合同法第10条第2款", "劳动合同法实施条例第5条"],
        /// The first month is not over.
        FirstMonth = "first_month" by ["劳动合同法第10条第2款", "劳动合同法第82条第1款"],
        /// Force majeure kept the employer from signing.
        ForceMajeure = "force_majeure" by ["劳动争议司法解释（二）第7条"],
        /// The worker kept it from being signed.
        WorkerFault = "worker_fault" by ["劳动争议司法解释（二）第7条"],
        /// The contract was prolonged by law.
        Prolonged = "prolonged" by ["劳动争议司法解释（二）第8条"],
        /// No hours.
        NoHours = "no_hours" by ["劳动法第44条"],
        /// Hours that are not fixed, with approval.
        UnfixedHours = "unfixed_hours" by ["工资支付暂行规定第13条第4款"],
        /// Less than one year of work altogether.
        LessThanAYear = "less_than_a_year" by ["职工带薪年休假条例第2条", "职工带薪年休假条例第3条"],
        /// One of the five excluded cases.
        LeaveExcluded = "leave_excluded" by ["职工带薪年休假条例第4条"],
        /// The worker gave the leave up in writing.
        LeaveWaived = "leave_waived" by ["企业职工带薪年休假实施办法第10条第2款"],
        /// No whole day is left.
        NoLeaveLeft = "no_leave_left" by ["企业职工带薪年休假实施办法第12条"],
        /// No paid days.
        NoSickDays = "no_sick_days" by ["劳部发〔1995〕309号第59条"],
        /// The probation was within the limit.
        ProbationWithin = "probation_within" by ["劳动合同法第19条"],
        /// The worker did not keep to it.
        CompeteBroken = "compete_broken" by ["劳动合同法第23条第2款", "劳动争议司法解释（二）第15条"],
        /// The clause does not bind this worker.
        CompeteNotBound = "compete_not_bound" by ["劳动合同法第24条第1款", "劳动争议司法解释（二）第13条"],
        /// No months.
        NoMonths = "no_months" by [],
        /// No order of the administration, or paid in time.
        NoOrder = "no_order" by ["劳动合同法第85条"],
        /// Paid within the time set.
        PaidInTime = "paid_in_time" by ["劳动合同法第85条"],
        /// Nothing is owed.
        NothingOwed = "nothing_owed" by [],
        /// The limitation period is over.
        LimitPassed = "limit_passed" by ["劳动争议调解仲裁法第27条", "劳动人事争议仲裁办案规则第26条"],
        /// Nothing of the training is unserved.
        NothingUnserved = "nothing_unserved" by ["劳动合同法第22条第2款"],
        /// Fewer people than a lay-off for economic reasons has.
        LayoffTooSmall = "layoff_too_small" by ["劳动合同法第41条第1款"],
        /// It ended before the law came into force.
        BeforeTheLaw = "before_the_law" by ["劳动合同法第97条第3款"],
    }
}

said! {
    /// What was taken for granted because nothing else was said.
    pub enum Assumption as "worth_assumption" {
        /// First and last day both belong to the service.
        BothDaysCount = "both_days_count" by [],
        /// The end is one that brings severance.
        EndBringsSeverance = "end_brings_severance" by ["劳动合同法第46条"],
        /// The end was against the law.
        EndAgainstLaw = "end_against_law" by ["劳动合同法第48条"],
        /// The dismissal was one under article 40.
        EndByArticle40 = "end_by_article_40" by ["劳动合同法第40条"],
        /// The wage is what should have been paid, with bonuses and allowances.
        WageAsOwed = "wage_as_owed" by ["劳动合同法实施条例第27条"],
        /// The wage was the same in each month.
        SameWage = "same_wage" by [],
        /// The wage is without overtime pay.
        WageWithoutOvertime = "wage_without_overtime" by ["企业职工带薪年休假实施办法第11条"],
        /// The usual wage for the leave days was paid.
        UsualWagePaid = "usual_wage_paid" by ["企业职工带薪年休假实施办法第10条"],
        /// Standard hours.
        StandardHours = "standard_hours" by ["劳动法第36条"],
        /// Hired in the year that is looked at.
        JoinedThisYear = "joined_this_year" by ["企业职工带薪年休假实施办法第5条"],
        /// Sick pay within the first six months.
        WithinSixMonths = "within_six_months" by [],
        /// The contract and local rules set no other share.
        NoOtherShare = "no_other_share" by [],
        /// No amount was agreed and the duty was kept.
        NothingAgreed = "nothing_agreed" by ["劳动争议司法解释（一）第36条"],
        /// The grade was determined and the injury recognised.
        InjuryRecognised = "injury_recognised" by ["工伤保险条例第17条", "工伤保险条例第21条"],
        /// No suitable work could be given.
        NoSuitableWork = "no_suitable_work" by ["工伤保险条例第36条"],
        /// The standard comes from the office's table.
        FromTable = "from_table" by [],
        /// Several amounts are each looked at alone.
        ItemByItem = "item_by_item" by ["劳动人事争议仲裁办案规则第50条"],
        /// The other side objects in time.
        LimitRaised = "limit_raised" by ["劳动争议司法解释（二）第20条"],
        /// Severance and double severance exclude each other.
        NotBoth = "not_both" by ["劳动合同法实施条例第25条"],
        /// The converted part of the month follows practice, not a text.
        PartMonthPractice = "part_month_practice" by [],
        /// One-off subsidies of grades 5 to 10 are set by the province.
        ProvincialSubsidies = "provincial_subsidies" by ["工伤保险条例第36条第2款", "工伤保险条例第37条"],
    }
}

said! {
    /// What makes the answer less than certain.
    pub enum WarningCode as "worth_warning" {
        /// Service before 2008 is not in the amount.
        OlderService = "older_service" by ["劳动合同法第97条第3款"],
        /// A standard that the answer could need is not known.
        ParameterUnknown = "parameter_unknown" by [],
        /// The minimum wage is above three times the area's average: one of them is wrong.
        StandardsOdd = "standards_odd" by [],
        /// An average wage of nothing.
        WageOfNothing = "wage_of_nothing" by [],
        /// A year without a published calendar.
        UnpublishedYear = "unpublished_year" by [],
        /// The year's statutory holidays are not in the table.
        HolidaysUnknown = "holidays_unknown" by [],
        /// More than 36 hours in a month.
        TooManyHours = "too_many_hours" by ["劳动法第41条"],
        /// A probation wage below what the law asks for.
        ProbationWageLow = "probation_wage_low" by ["劳动合同法第20条"],
        /// Less was agreed than 30 % or the minimum wage.
        AgreedLow = "agreed_low" by [],
        /// More than two years were agreed.
        TermTooLong = "term_too_long" by ["劳动合同法第24条第2款"],
        /// A name that no field has.
        IgnoredField = "ignored_field" by [],
        /// One item is beyond the threshold.
        NotFinal = "not_final" by ["劳动争议调解仲裁法第47条"],
    }
}

said! {
    /// What would change the answer.
    pub enum Change as "worth_change" {
        /// Another reason for the end.
        OtherEnd = "other_end" by ["劳动合同法第46条"],
        /// A few days more or less of service.
        NextStep = "next_step" by ["劳动合同法第47条第1款"],
        /// Service with a former employer that is counted.
        MergedService = "merged_service" by ["劳动合同法实施条例第10条", "劳动争议司法解释（一）第46条"],
        /// Another wage, such as bonuses that were left out.
        OtherWage = "other_wage" by ["劳动合同法实施条例第27条"],
        /// The employer ended it against the law.
        AgainstLaw = "against_law" by ["劳动合同法第87条"],
        /// The contract goes on.
        GoOn = "go_on" by ["劳动合同法第48条", "劳动争议司法解释（二）第18条"],
        /// Defences of the employer.
        Defences = "defences" by ["劳动争议司法解释（二）第7条", "劳动争议司法解释（二）第8条"],
        /// Rest given later.
        RestLater = "rest_later" by ["劳动法第44条第2项"],
        /// Another system of hours.
        OtherHours = "other_hours" by ["工资支付暂行规定第13条"],
        /// Leave given up in writing.
        GivenUp = "given_up" by ["企业职工带薪年休假实施办法第10条第2款"],
        /// A contract, collective contract or local rule.
        ContractOrLocal = "contract_or_local" by ["劳部发〔1995〕309号第59条"],
        /// A longer contract.
        LongerContract = "longer_contract" by ["劳动合同法第19条"],
        /// An amount agreed.
        AmountAgreed = "amount_agreed" by ["劳动争议司法解释（一）第36条"],
        /// Another grade after review.
        OtherGrade = "other_grade" by ["工伤保险条例第26条", "工伤保险条例第28条"],
        /// An approved extension.
        Approval = "approval" by ["工伤保险条例第33条第2款"],
        /// An order of the administration.
        Order = "order" by ["劳动合同法第85条"],
        /// An interruption of the period.
        Interruption = "interruption" by ["劳动争议调解仲裁法第27条", "企业劳动争议协商调解规定第31条"],
        /// An item for a different group of claims.
        StateStandards = "state_standards" by ["劳动争议调解仲裁法第47条第2项"],
        /// The wage of the time, month by month.
        WageByMonth = "wage_by_month" by [],
        /// An employer without insurance pays all of it.
        UninsuredPays = "uninsured_pays" by ["工伤保险条例第62条"],
        /// Whether double wages lapse month by month is seen differently.
        LimitMonthByMonth = "limit_month_by_month" by ["劳动争议调解仲裁法第27条"],
    }
}

/// Something said with its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<C> {
    /// What.
    pub code: C,
    /// The figures in it by name, as people write them.
    pub figures: Vec<(&'static str, String)>,
}
