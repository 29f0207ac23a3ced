// Bugs the reference pipeline can be told to have. Each is a changed decision inside the pipeline: no other party can
// see that it is switched on, they only see what comes of it.
#pragma once
#include <bitset>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// One row of the table of defects.
struct DefectRow {
  std::string_view name;               ///< says the bug: "dedup-on-delivery-id"
  std::string_view summary;            ///< the bug in terms of code, one sentence
  std::string_view number;             ///< of domain section 4: "M10"
  std::string_view scenario;           ///< the pack that exposes it
  std::string_view primary;            ///< the invariant that must catch it: "I42"
  std::vector<std::string_view> also;  ///< other invariants it may rightly break
  std::string_view role = "pipeline";  ///< whose bug it is
};

/// The table, sorted by name.
std::span<const DefectRow> pipeline_defects();
/// The row of that name, or null.
const DefectRow* find_pipeline_defect(std::string_view name);

/// The rows of the table, in its order.
enum class Defect : unsigned char {
  ack_before_durable,
  allocated_lot_kept,
  amounts_in_binary_float,
  atp_ignores_quality_hold,
  atp_subtracts_picks_twice,
  availability_cache_ignores_reservations,
  availability_cache_outlives_bound,
  backlog_not_counted,
  backorder_takes_whole_line,
  cancel_compensates_twice,
  cancel_leaves_authorization,
  cancel_only_in_the_shop,
  capture_on_order,
  capture_retry_new_key,
  carrier_booked_on_offer,
  carrier_call_blocks_ship_confirm,
  check_then_reserve,
  closed_period_abandoned,
  correlation_made_anew,
  credit_memo_as_authorized,
  currency_in_lower_case,
  cursor_skips_late_commit,
  dedup_for_five_minutes,
  dedup_mark_before_effect,
  dedup_on_delivery_id,
  dedup_window_five_minutes,
  discontinued_still_promised,
  erp_concurrency_unbounded,
  erp_queue_in_memory,
  estimate_shown_as_actual,
  expired_token_skips,
  hold_freed_twice,
  holds_never_expire,
  idempotency_key_per_attempt,
  in_transit_sold_at_sender,
  invoice_on_release,
  item_applied_on_arrival,
  label_retry_without_key,
  last_arrival_wins,
  late_acceptance_taken,
  local_time_as_utc,
  lost_reserved_update,
  major_version_ignored,
  marketplace_not_told_of_stock,
  nearest_node_only,
  notice_at_packing,
  notice_per_attempt,
  older_master_wins,
  origin_in_memory,
  partial_cancel_takes_whole_line,
  partition_by_event_id,
  poison_blocks_intake,
  promise_not_moved,
  promise_notice_skipped,
  promise_recomputed_on_acceptance,
  receipt_posted_as_ordered,
  reconciliation_books_twice,
  reconciliation_in_mid_flight,
  reconciliation_not_after_restart,
  reconciliation_sign_swapped,
  reconciliation_trusts_what_it_sent,
  refund_at_request,
  refusal_retried,
  refused_booking_forgotten,
  refused_token_shown_again,
  rejection_forgotten,
  release_before_authorization,
  release_retry_new_order,
  replay_buys_labels_again,
  replay_mails_again,
  replay_takes_stock_again,
  reservation_key_ignored,
  reserved_at_the_first_node,
  retry_without_pause,
  return_authorized_as_ordered,
  return_restocked_at_receipt,
  return_waits_for_missing,
  safety_stock_never,
  safety_stock_twice,
  second_return_not_netted,
  shared_connection_pool,
  shipment_told_as_released,
  shipped_still_picked,
  ships_on_expired_authorization,
  shop_updates_in_memory,
  shopper_waits_behind_postings,
  short_pick_skips_position,
  signature_not_checked,
  snapshot_laid_over_stock,
  snapshot_read_as_now,
  stale_backlog_mailed,
  status_says_last_sent,
  stock_taken_at_confirm,
  superseded_scan_mailed,
  tenant_from_the_body,
  tender_expiry_dropped,
  told_to_the_first_shop,
  torn_tail_applied,
  tracking_sent_by_timer,
  transfer_counted_at_both_ends,
  transfer_receipt_forgotten,
  unknown_item_dropped,
  unused_label_kept,
  version_of_the_warehouse,
  count
};

/// Which defects are switched on.
class DefectSet {
 public:
  DefectSet() = default;
  /// Every name must be in the table.
  explicit DefectSet(const std::set<std::string>& names);
  bool has(Defect defect) const { return on_[static_cast<std::size_t>(defect)]; }

 private:
  std::bitset<static_cast<std::size_t>(Defect::count)> on_;
};

}  // namespace drydock
