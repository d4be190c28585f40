#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "kg/rdf/term.h"
#include "kg/triple.h"

namespace kg {

struct TermBytes;

/// Terms by id and ids by term. Ids of different dictionaries do not mix, except that a
/// ScratchDictionary keeps the ids of the dictionary below it.
class Dictionary {
 public:
  virtual ~Dictionary() = default;
  /// The id of a term, if the dictionary has it. A term that its id can hold (see kg/term_id.h) is
  /// always found.
  virtual std::optional<TermId> find(const rdf::Term& term) const = 0;
  /// The same for an IRI.
  virtual std::optional<TermId> find_iri(std::string_view iri) const;
  /// The same for a term without inline id, by its bytes (kg/term_encoding.h). Those of a triple
  /// term hold ids of this dictionary.
  virtual std::optional<TermId> find_bytes(const TermBytes& bytes) const;
  /// The term of an id. `id` must come from this dictionary.
  virtual rdf::Term term(TermId id) const = 0;
  /// Subject, predicate and object of a triple term; nothing of another term.
  virtual std::optional<Triple> components(TermId id) const;
  /// The highest level of its ids (see kg/term_id.h): 0 but for dictionaries on top of others.
  virtual unsigned highest_level() const { return 0; }
};

/// A dictionary that takes new terms. Not safe for calls from several threads at once.
class Interner : public Dictionary {
 public:
  /// The id of a term, new if need be.
  virtual TermId intern(const rdf::Term& term) = 0;
  /// The same for an IRI: what is read is mostly IRIs, and most of them are known, so that no copy
  /// need be made.
  virtual TermId intern_iri(std::string_view iri);
  /// The same for a term without inline id, by its bytes, as `find_bytes`.
  virtual TermId intern_bytes(const TermBytes& bytes);
};

/// A dictionary in memory.
class MemoryDictionary final : public Interner {
 public:
  MemoryDictionary();
  ~MemoryDictionary() override;
  std::optional<TermId> find(const rdf::Term& term) const override;
  std::optional<TermId> find_iri(std::string_view iri) const override;
  std::optional<TermId> find_bytes(const TermBytes& bytes) const override;
  rdf::Term term(TermId id) const override;
  std::optional<Triple> components(TermId id) const override;
  TermId intern(const rdf::Term& term) override;
  TermId intern_iri(std::string_view iri) override;
  TermId intern_bytes(const TermBytes& bytes) override;
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Takes new terms in memory on top of a dictionary that it does not change: what a question or a
/// hypothetical needs. `below` must outlive it.
class ScratchDictionary final : public Interner {
 public:
  explicit ScratchDictionary(const Dictionary& below);
  ~ScratchDictionary() override;
  std::optional<TermId> find(const rdf::Term& term) const override;
  rdf::Term term(TermId id) const override;
  TermId intern(const rdf::Term& term) override;
  unsigned highest_level() const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kg
