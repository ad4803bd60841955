//! The parts of a plan and their fields: the one list from which structs, reader, writer, schema and pages are made.

/// Passes the parts of a plan to a macro: each with its fields, their types and their descriptions.
#[macro_export]
macro_rules! plan_parts {
    ($declare:ident) => {
        $declare! {
            /// The whole plan.
            Plan {
                id: Option<String> = "The id that links calendars and later versions to this plan",
                title: Option<String> = "The plan's title",
                scope: Option<Scope> = "The level that the plan is for",
                as_of: Option<Date> = "The day of review; progress is reported up to this day",
                extends: Existing = "The existing improvement plan that this plan extends",
                needs: Vec<Need> = "Step 1: what students need",
                characteristics: Vec<Characteristic> = "Step 2: characteristics of students, staff and school",
                goals: Vec<Goal> = "Step 3: goals for students, educators and the system",
                learning_needs: Vec<LearningNeed> = "Step 4: what educators need to learn",
                designs: Vec<ChosenDesign> = "Step 5: the chosen learning designs",
                strategies: Vec<Strategy> = "Step 6: strategies",
                experts: Vec<Expert> = "Step 6: consultants and other experts from outside",
                indicators: Vec<Indicator> = "Steps 3, 6 and 7: the indicators of progress",
                evaluation: Evaluation = "Steps 6 and 7: how the plan is evaluated",
                support: Support = "Step 7: ongoing support",
                people: People = "Who takes part",
                calendar: Calendar = "The times available for learning",
                stages: Vec<Stage> = "The stages of the learning; only the chosen designs, without stages, when omitted",
                cycles: Vec<Cycle> = "Cycles of plan, do, check and act",
                prices: Prices = "Local prices",
                answers: Vec<KeyAnswer> = "Answers to key questions that no other part covers",
                questions: Vec<OwnQuestion> = "The team's own questions",
                checks: Vec<Check> = "The team's answers on what the plan does not show",
                waivers: Vec<Waiver> = "Findings that are accepted as they are",
                history: Vec<Revision> = "Changes to the plan, with dates",
                ; profile: Option<Profile> = "The team's profile, which step 2 fills in",
            }

            /// An existing improvement plan that this plan extends.
            Existing {
                name: Option<String> = "The name",
                aims: Option<String> = "Its aims",
                owner: Option<String> = "The role responsible for it",
                until: Option<Date> = "The end date",
            }

            /// A student need (step 1).
            Need {
                id: Option<String> = "The id that other parts refer to",
                expected: Option<String> = "What students should know and be able to do",
                missing: Option<String> = "Missing knowledge and skills",
                gap: Option<String> = "The gap: where it is and how large",
                who: Option<String> = "The students most affected",
                all_students: Option<bool> = "Whether it concerns all students, not a small group",
                subjects: Vec<String> = "Subjects or grades",
                priority: Option<u32> = "The priority; 1 is the highest",
                evidence: Vec<Evidence> = "The evidence for it",
            }

            /// Evidence for a need.
            Evidence {
                kind: Option<DataKind> = "The kind of source",
                about: Option<About> = "The people it describes",
                says: Option<String> = "The finding",
                on: Option<Date> = "Its date",
            }

            /// A characteristic of the community, district, school, or staff (step 2).
            Characteristic {
                of: Option<CharacteristicOf> = "The group that it describes",
                text: Option<String> = "The characteristic",
                factors: Vec<String> = "Ids of the profile factors that it concerns",
            }

            /// A goal and who it is for (step 3).
            Goal {
                id: Option<String> = "The id that other parts refer to",
                about: Option<About> = "The people it is for",
                text: Option<String> = "The goal",
                by: Option<Date> = "The due date",
                follows_from: Vec<String> = "Ids of needs or other goals",
                from_existing: Option<bool> = "Whether it comes from the improvement plan that this plan extends",
            }

            /// What educators need to learn (step 4).
            LearningNeed {
                id: Option<String> = "The id that other parts refer to",
                kind: Option<NeedKind> = "Knowledge, attitudes, skills, aspirations or behaviors",
                text: Option<String> = "What educators need to learn",
                who: Option<String> = "The educators concerned",
                follows_from: Vec<String> = "Ids of goals",
                builds_on: Option<String> = "The earlier learning that it builds on",
            }

            /// A chosen design (step 5).
            ChosenDesign {
                id: Option<String> = "The id that other parts refer to",
                design: Option<String> = "The id of a learning design in the catalog",
                environment: Option<String> = "The id of an environment; the best one when omitted",
                follows_from: Vec<String> = "Ids of learning needs",
                because: Option<String> = "The reason for choosing it",
                after: Vec<String> = "Ids of chosen designs that come before it",
                led_by: Vec<Role> = "The people who lead it",
                protocol: Option<String> = "The protocol that structures its meetings",
                differs_for: Option<String> = "How it varies for different learners",
                hours: Option<f64> = "Hours for one teacher, instead of the usual number",
                weeks: Option<f64> = "Duration in weeks, instead of the usual number",
            }

            /// A strategy (step 6).
            Strategy {
                id: Option<String> = "The id that other parts refer to",
                text: Option<String> = "The strategy",
                follows_from: Vec<String> = "Ids of designs, learning needs or goals",
                after: Vec<String> = "Ids of strategies that come before it",
                responsible: Option<String> = "The role responsible for it",
                resources: Option<String> = "The resources it requires",
                from: Option<Date> = "The first day",
                until: Option<Date> = "The last day",
            }

            /// A consultant or another expert from outside (step 6).
            Expert {
                who: Option<String> = "The role or the organization, such as a university's mathematics team",
                scope: Option<String> = "What the expert does, and what not",
                designs: Vec<String> = "Ids of the chosen designs that the expert helps with",
                from: Option<Date> = "The first day",
                until: Option<Date> = "The last day",
                exit: Option<String> = "What stays in the school, and who continues it",
            }

            /// A measure of progress (steps 3, 6, and 7).
            Indicator {
                id: Option<String> = "The id that other parts refer to",
                text: Option<String> = "What the indicator measures",
                level: Option<Level> = "The level of evaluation",
                follows_from: Vec<String> = "Ids of goals or learning needs",
                kind: Option<DataKind> = "The kind of source",
                gathered_by: Vec<Role> = "The role that collects the data",
                unit: Option<String> = "The unit of its numbers",
                baseline: Option<f64> = "The value at the start",
                baseline_on: Option<Date> = "The date of the baseline",
                target: Option<f64> = "The value to reach",
                target_on: Option<Date> = "The date of the target",
                benchmarks: Vec<Point> = "Values to reach along the way",
                readings: Vec<Point> = "Values measured so far",
            }

            /// A number on a day: a benchmark or a reading.
            Point {
                on: Option<Date> = "The date",
                value: Option<f64> = "The value",
                note: Option<String> = "A note",
            }

            /// How the plan is evaluated (steps 6 and 7).
            Evaluation {
                theory_of_change: Option<String> = "Why the learning should lead to the goals",
                expectations: Option<String> = "The expected changes in educators' practice",
                by: Vec<Role> = "The people who evaluate",
                uses: Option<String> = "The uses of the evaluation",
                spending_followed: Option<String> = "How spending on the plan is tracked",
            }

            /// Ongoing support (step 7).
            Support {
                until: Option<Date> = "The last day of support",
                forms: Vec<SupportForm> = "The forms of support",
                feedback: Option<FeedbackWhen> = "When educators receive feedback on their practice",
                how: Option<String> = "How teachers receive coaching and feedback",
                next: Option<String> = "The next learning that builds on this",
            }

            /// The people in the plan.
            People {
                teachers: Option<u32> = "The number of teachers who take part",
                coaches: Option<u32> = "The number of coaches",
                students: Option<u32> = "The number of students whom these teachers teach",
                planned_by: Vec<Role> = "The people who plan the learning",
                leaders_take_part: Option<bool> = "Whether leaders learn with their staff",
                attendance: Option<Attendance> = "Whether attendance is required",
                left_out: Vec<String> = "Grades or subjects without a team",
                norms: Option<String> = "The norms for working together",
                growth_plan: Option<String> = "How it connects to professional growth plans",
                contract_terms: Option<String> = "Relevant contract terms",
                well_being: Option<String> = "How students' well-being is supported",
                initiatives: Option<u32> = "The number of initiatives at once, including this one",
            }

            /// When the team can meet.
            Calendar {
                time_zone: Option<String> = "The IANA name of the time zone, such as America/Chicago",
                from: Option<Date> = "The first day of the school year",
                until: Option<Date> = "The last day",
                day_starts: Option<Time> = "The start of the contractual working day",
                day_ends: Option<Time> = "The end of the contractual working day",
                closed: Vec<Closed> = "Holidays and other days without school",
                meetings: Vec<MeetingTime> = "Times at which the team can meet",
                most_minutes_a_week: Option<u32> = "The maximum minutes of learning per week",
                place: Option<String> = "The place of meetings",
            }

            /// Days without school.
            Closed {
                name: Option<String> = "The name",
                from: Option<Date> = "The first day",
                until: Option<Date> = "The last day; same as the first when omitted",
            }

            /// A recurring meeting time, or a single day.
            MeetingTime {
                day: Option<Day> = "The day of the week",
                at: Option<Time> = "The start time",
                minutes: Option<u32> = "The length in minutes",
                every_weeks: Option<u32> = "The interval in weeks; 1 when omitted",
                on: Option<Date> = "A single date, instead of a day of the week",
            }

            /// A stage of the learning, from the basics to more depth.
            Stage {
                id: Option<String> = "The id that other parts refer to",
                name: Option<String> = "The name",
                content: Option<String> = "The content of the learning",
                pattern: Option<Pattern> = "What the stage adds to the chosen designs; nothing when omitted",
                from: Option<Date> = "The first day",
                until: Option<Date> = "The last day",
                follows_from: Vec<String> = "Ids of learning needs or goals",
                workshop_minutes: Option<u32> =
                    "Minutes of the opening workshop, instead of the pattern's; 0 for none",
                online_sessions: Option<u32> = "The number of short sessions, instead of the pattern's",
                support_meetings: Option<u32> = "The number of support meetings, instead of the pattern's",
            }

            /// One cycle of plan, do, check, and act.
            Cycle {
                id: Option<String> = "The id that other parts refer to",
                stage: Option<String> = "The id of a stage",
                from: Option<Date> = "The first day",
                until: Option<Date> = "The last day",
                plan: Option<String> = "What the team plans to try",
                tried: Option<String> = "What the team tried",
                seen: Option<String> = "What the team observed",
                changes: Option<String> = "What the team will change",
                indicators: Vec<String> = "Ids of indicators that are reviewed",
            }

            /// Local prices and budget.
            Prices {
                currency: Option<String> = "The currency, such as USD",
                cover_day: Option<f64> = "The price of one day of substitute coverage",
                teacher_hour: Option<f64> = "The price of a teacher's hour outside the working day",
                coach_hour: Option<f64> = "The price of a coach's hour",
                coach_salary: Option<f64> = "The yearly salary and benefits of a full-time coach, used before the hourly price",
                teachers_per_coach: Option<f64> = "The number of teachers that one full-time coach serves",
                facilitator_day: Option<f64> = "The price of a facilitator's day",
                course_fee: Option<f64> = "The fee for one seat in a course",
                conference_day: Option<f64> = "Fee and travel for one person and one conference day",
                materials: Option<f64> = "Materials for one teacher",
                budget: Option<f64> = "The budget",
                funding: Option<String> = "The sources of funding and their conditions",
            }

            /// The team's answer to a key question.
            KeyAnswer {
                question: Option<String> = "The id of a key question, such as study_designs.where_successful",
                text: Option<String> = "The answer",
            }

            /// One of the team's own questions.
            OwnQuestion {
                step: Option<String> = "The id of a step",
                question: Option<String> = "The question",
                answer: Option<String> = "The answer",
            }

            /// The team's answer to a check that the plan cannot show.
            Check {
                id: Option<String> = "A look-for such as data.benchmarks, or a requirement such as implementation.time",
                said: Option<Said> = "Whether it is true",
                evidence: Option<String> = "The evidence for it",
                by: Option<String> = "The role that confirms it",
                on: Option<Date> = "The date on which that role confirmed it",
                document: Option<String> = "The document that shows it, with its page or section",
            }

            /// An accepted finding.
            Waiver {
                finding: Option<String> = "The id of a finding",
                place: Option<String> = "Its place in the plan; all places when omitted",
                reason: Option<String> = "The reason for accepting it",
                by: Option<String> = "The role that accepts it",
                until: Option<Date> = "The last day that the waiver applies",
            }

            /// A version in the plan's history.
            Revision {
                revision: Option<u32> = "The revision number, higher than the one before",
                on: Option<Date> = "The date of the revision",
                by: Option<String> = "The role that made the change",
                change: Option<String> = "What was changed",
            }
        }
    };
}

pub use plan_parts;
