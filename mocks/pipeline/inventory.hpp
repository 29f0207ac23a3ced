// Positions: what is where, and how much of it is spoken for. Every change goes through here, so that the version grows
// and the shop hears of it.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "mocks/pipeline/defects.hpp"
#include "mocks/pipeline/masters.hpp"
#include "mocks/pipeline/records.hpp"
#include "mocks/pipeline/table.hpp"

namespace drydock::pipeline {

using Positions = Table<PositionRow>;
using Place = Positions::Record;  ///< one position

/// All buckets together: what the ERP calls its balance.
inline std::int64_t on_hand(const Place& place) { return place.unrestricted + place.quality_hold + place.damaged; }

/// A change of a position's buckets and stages.
struct Delta {
  std::int64_t unrestricted = 0;
  std::int64_t quality_hold = 0;
  std::int64_t damaged = 0;
  std::int64_t reserved = 0;
  std::int64_t released = 0;
  std::int64_t picked = 0;
};
/// The same bucket change, by the bucket's name.
Delta delta_of(Bucket, std::int64_t by);

/// Stages of the units of one line in a warehouse: a function of its totals, so that events may come in any order.
struct Committed {
  std::int64_t released = 0;  ///< K: open picks
  std::int64_t picked = 0;    ///< P: picked, packed or staged
};
Committed committed(const WorkLine&);
/// How many units of the line were fetched and are on their way out, or out already.
std::int64_t fetched(const WorkLine&);

class Inventory {
 public:
  Inventory(Journal& journal, Masters& masters, const DefectSet& defects)
      : positions_(journal, "p/"), journal_(journal), masters_(masters), defects_(defects) {}

  Positions& positions() { return positions_; }
  /// The position of an item at a node, by the node's place. Made empty if there is none.
  Place& at(std::string_view item, std::size_t node);
  /// The same by location; null if no such node is known.
  Place* at(std::string_view item, std::string_view location);
  /// Puts a position from the journal or a warehouse's balance in its place.
  Place& restore(PositionRow, bool fresh);

  void change(Place&, const Delta&);
  /// Free to promise at one node, at once: unrestricted less what is spoken for, less safety stock (domain section 2.3,
  /// rule 1). May be negative.
  std::int64_t atp(const Place&) const;
  std::int64_t offer(const Place& place) const { return std::max<std::int64_t>(0, atp(place)); }
  /// Whether an item may be promised to somebody anew.
  bool sells(std::string_view item) const;
  /// What the shop may promise: nothing of an item that is not sold.
  std::int64_t promisable(const Place& place) const { return sells(place.item) ? offer(place) : 0; }
  /// Safety stock or status of an item are others now.
  void terms_changed(const std::string& item);
  /// Sets a line's totals, and moves the stages of its position with them.
  template <class Change>
  void work(WorkLine& line, std::string_view location, Change&& change) {
    const Committed before = committed(line);
    const std::int64_t shipped = line.shipped;
    change(line);
    Committed after = committed(line);
    if (defects_.has(Defect::shipped_still_picked)) after.picked += line.shipped - shipped;
    Place* place = at(line.item, location);
    if (place == nullptr) return;
    Delta delta;
    delta.released = after.released - before.released;
    delta.picked = after.picked - before.picked;
    this->change(*place, delta);
  }

  /// Positions whose availability has changed since they were taken.
  std::vector<Place*> take_changed();
  bool has_changed() const { return !changed_.empty(); }
  void publish_again(Place&);

 private:
  Place& keep(Place&, std::size_t node);

  Positions positions_;
  Journal& journal_;
  Masters& masters_;
  const DefectSet& defects_;
  TextMap<std::vector<Place*>> shelves_;  ///< by item, then node
  std::vector<Place*> changed_;
};

}  // namespace drydock::pipeline
