#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kg/dictionary.h"
#include "kg/hash_index.h"
#include "kg/term_table.h"
#include "rules/local_terms.h"

namespace rules {

/// The terms that a piece of work has made, in the order in which it did: those that the dictionary
/// of the run did not have, and those that had no number.
class MadeTerms {
 public:
  bool empty() const { return numbered_.empty() && table_.size() == 0; }
  /// The first number of a term without one, up to which numbers are those of the run.
  LocalId first() const { return first_; }

  /// Takes the terms into the dictionary and the numbers of a run, in their order, as if it had
  /// made them itself. Returns their numbers there, those from `first` on.
  std::vector<LocalId> settle(kg::Interner& run, LocalTerms& numbers) const;

 private:
  friend class ThreadTerms;

  kg::TermId id(std::uint32_t number) const {
    return kg::dictionary_id(table_.at(number).kind, first_serial_ + number, level_);
  }
  kg::TermBytes bytes(kg::TermId id) const {
    return table_.at(static_cast<std::uint32_t>(kg::serial(id) - first_serial_));
  }
  bool made(kg::TermId id) const { return !kg::is_inline(id) && kg::level(id) == level_; }

  kg::TermTable table_;
  unsigned level_ = 0;
  std::uint64_t first_serial_ = 1;
  LocalId first_ = 0;
  std::vector<kg::TermId> numbered_;
};

/// The terms of a run as one of its threads works with them. Between `begin_piece` and `end_piece`
/// those of the run are only read, so that other threads can do the same, and new ones are kept
/// here, under ids and numbers that no term of the run has; else the run has them at once. What was
/// turned down: one dictionary with a lock, since ids would then hang on who comes first.
class ThreadTerms final : public kg::Interner {
 public:
  /// Both must outlive this object.
  ThreadTerms(kg::Interner& run, LocalTerms& numbers);

  void begin_piece();
  MadeTerms end_piece();

  std::optional<kg::TermId> find(const rdf::Term& term) const override;
  std::optional<kg::TermId> find_iri(std::string_view iri) const override;
  std::optional<kg::TermId> find_bytes(const kg::TermBytes& bytes) const override;
  rdf::Term term(kg::TermId id) const override;
  std::optional<kg::Triple> components(kg::TermId id) const override;
  unsigned highest_level() const override { return made_.level_; }
  kg::TermId intern(const rdf::Term& term) override;
  kg::TermId intern_iri(std::string_view iri) override;
  kg::TermId intern_bytes(const kg::TermBytes& bytes) override;

  /// The number of a term, new if need be.
  LocalId number_of(kg::TermId id);
  /// The term of a number.
  kg::TermId at(LocalId number) const {
    return number < limit_ ? numbers_.term(number) : made_.numbered_[number - limit_];
  }
  /// One more than the largest number.
  LocalId size() const {
    return in_piece_ ? limit_ + static_cast<LocalId>(made_.numbered_.size()) : numbers_.size();
  }

 private:
  static constexpr LocalId kAll = ~LocalId{0};

  /// The id that the run has for these bytes.
  std::optional<kg::TermId> find_in_run(const kg::TermBytes& bytes) const;

  kg::Interner& run_;
  LocalTerms& numbers_;
  bool in_piece_ = false;
  LocalId limit_ = kAll;  ///< numbers below are those of the run
  MadeTerms made_;
  kg::HashIndex made_numbers_;  ///< places in `numbered_`
  std::string buffer_;
};

}  // namespace rules
