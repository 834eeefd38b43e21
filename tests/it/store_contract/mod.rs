//! What every article store promises, whatever engine is behind it. An engine is
//! held to it by one line at the end of this file.
//!
//! - a pass is kept whole, the same pass twice changes nothing (`passes`)
//! - dates are fixed or move only with the text (`dates`)
//! - one article of many sources is the same whichever came first (`identity`, `order`)
//! - what is taken back, and what brings it back (`withdrawal`)
//! - what may not be shown yet, or not any more (`terms`)
//! - what the desk says of an article stands until it is undone (`editing`)
//! - what feeds are given, in which order, never from the future (`reading`)
//! - what selections take, and that it is in step with the articles (`selection`)
//! - what is known of sources and of refused items (`sources`)
//! - one story under several names is one article, and can be put apart (`duplicates`)
//! - what is removed, and that it stays known (`retention`)
//! - how every source stands when the program starts again (`standings`)
//! - how an article stands, and answers that were given before (`answers`)

mod answers;
mod dates;
mod duplicates;
mod editing;
mod fixtures;
mod identity;
mod order;
mod passes;
mod reading;
mod retention;
mod selection;
mod sources;
mod standings;
mod terms;
mod withdrawal;

use pressroom::store::{SqliteStore, Store};

/// Makes the tests of one engine; `$make` gives a new, empty store.
macro_rules! hold_to_the_contract {
    ($engine:ident, $make:expr) => {
        hold_to_the_contract! { $engine, $make,
            passes: [
                a_new_article_is_kept_as_it_was_given,
                the_same_pass_twice_changes_nothing,
                other_bytes_of_an_equal_article_change_only_what_is_known,
                another_text_is_a_revision,
                every_part_of_a_text_counts,
                other_sections_are_a_change_without_a_revision,
                of_two_items_with_one_key_the_first_counts,
                hostile_text_comes_back_byte_for_byte,
                a_long_row_of_revisions_keeps_its_ends,
            ],
            dates: [
                a_time_that_has_not_come_can_be_moved,
                published_and_id_stay_as_first_kept,
                updated_follows_the_source_when_it_moves_on,
                updated_is_the_end_of_the_pass_when_the_source_gives_no_later_date,
                updated_is_never_before_published,
                a_date_that_moved_alone_is_no_change,
                a_correction_dated_anew_is_no_change,
                instants_are_kept_to_the_microsecond,
                far_dates_are_kept,
            ],
            identity: [
                a_key_leads_to_its_article_for_ever,
                a_second_source_adds_its_sections,
                the_lowest_rank_has_the_word,
                of_equal_ranks_the_lowest_name_has_the_word,
                an_equal_text_that_takes_over_is_no_change,
                a_new_rank_changes_who_has_the_word,
                a_hidden_text_comes_to_light_when_the_first_goes,
                addresses_of_one_page_find_its_article,
            ],
            order: [any_order_of_sources_ends_the_same],
            withdrawal: [
                what_is_not_present_is_taken_back,
                what_a_source_takes_back_is_told_with_its_reason,
                a_partial_listing_takes_nothing_back,
                what_arrived_is_present_whatever_the_listing_says,
                what_comes_back_is_live_again_and_newer,
                what_another_source_still_has_stays,
                what_somebody_took_back_no_source_brings_back,
                what_is_gone_already_can_still_be_held,
                restoring_shows_what_the_sources_say_now,
                what_an_own_item_took_back_for_good_only_that_item_brings_again,
                what_nobody_saw_is_not_told,
            ],
            terms: [
                an_embargo_holds_back_even_what_was_shown,
                an_embargo_of_one_source_holds_for_all,
                a_story_that_waits_is_one_with_others_when_it_is_out,
                what_has_come_out_is_judged_in_whichever_pass_sees_it,
                people_keep_apart_what_has_come_out,
                what_was_parted_only_to_wait_is_one_again,
                what_was_taken_back_while_it_waited_stays_back,
                a_story_that_readers_had_and_that_waited_is_told_as_withdrawn,
                an_article_ends_at_its_own_second,
                an_end_can_be_moved_and_removed,
                no_source_brings_back_what_is_over,
                an_end_that_came_too_late_is_told_from_then_on,
                what_was_over_before_it_came_is_not_told,
            ],
            editing: [
                a_correction_is_shown_and_stays_whatever_is_brought,
                corrections_add_up_and_undo_takes_the_last_away,
                a_retraction_is_undone_by_undo,
                every_edit_is_kept_with_its_editor,
                an_edit_of_nothing_changes_nothing,
                who_pushed_a_text_is_kept,
            ],
            reading: [
                newest_is_by_date_then_id,
                nothing_from_the_future_is_read,
                a_burst_is_read_whole,
                the_next_change_is_the_next_scheduled_article,
                the_next_change_is_the_end_of_a_notice,
                counts_are_of_what_can_be_seen,
                an_empty_store_answers_everything,
            ],
            selection: [
                words_are_those_of_the_text_that_is_shown,
                what_is_taken_back_is_told_where_it_was,
                what_is_removed_or_put_apart_is_found_no_more_or_by_itself,
            ],
            sources: [
                a_pass_that_went_well_is_recorded,
                a_pass_that_failed_is_recorded,
                memory_is_kept_byte_for_byte,
                kept_and_refused_items_are_known,
                refusals_stay_when_nothing_is_new,
                a_refused_item_stays_shown_while_it_is_known,
                an_unreadable_item_is_shown_until_the_next_reading,
                a_refusal_ends_when_its_item_is_kept_or_gone,
                a_refusal_is_examined_again_after_a_day,
                a_listing_does_not_end_what_has_no_key_in_it,
                known_is_of_one_source_only,
            ],
            retention: [
                what_is_older_is_removed,
                each_section_keeps_its_newest,
                what_one_section_keeps_stays_in_all,
                what_was_removed_stays_known_and_removed,
                nothing_is_removed_without_a_limit,
                what_readers_are_being_told_of_stays,
            ],
            standings: [
                how_every_source_stands,
            ],
            answers: [
                an_article_is_told_with_its_standing,
                an_answer_is_kept_until_it_is_forgotten,
            ],
            duplicates: [
                an_edited_story_of_two_sources_is_one,
                a_story_is_not_recognised_unless_it_is_asked_for,
                a_joined_story_follows_all_other_promises,
                one_address_of_two_sources_is_one_story,
                neighbours_in_one_listing_stay_apart,
                what_is_listed_still_is_not_superseded,
                a_renamed_item_stays_its_article,
                far_dates_and_short_texts_say_nothing,
                what_was_put_apart_stays_apart,
                the_item_that_made_an_article_keeps_it,
                a_join_that_is_undone_leaves_no_trace,
                an_article_is_known_by_all_that_its_items_call_it,
                a_chain_is_one_when_its_middle_comes_in_time,
                what_was_taken_back_stays_so_under_a_new_name,
            ],
        }
    };
    ($engine:ident, $make:expr, $($area:ident: [$($promise:ident),* $(,)?],)*) => {
        mod $engine {
            use super::*;
            fn make() -> Box<dyn Store> {
                $make
            }
            $($(#[test] fn $promise() { crate::store_contract::$area::$promise(&make); })*)*
        }
    };
}

hold_to_the_contract!(sqlite, Box::new(SqliteStore::in_memory().unwrap()));
