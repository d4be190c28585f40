#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kg/triple_store.h"
#include "ontology/label.h"
#include "parser/diagnostic.h"
#include "repl/label_index.h"
#include "repl/progress.h"
#include "repl/run_profile.h"
#include "repl/supposition.h"
#include "rules/explain/why.h"
#include "rules/program.h"
#include "rules/query/query.h"

namespace repl {

/// The source in which a store keeps the rules and given triples that were typed.
inline constexpr std::string_view kTyped = "<repl>";

/// What a commit changed.
struct Change {
  std::vector<std::string> sources;  ///< loaded or taken out, sorted
  std::size_t data_sources = 0;      ///< of them
  std::size_t rule_sources = 0;
  std::uint64_t asserted_before = 0;
  std::uint64_t asserted_after = 0;
  std::size_t rules = 0;        ///< there are now
  std::size_t typed_rules = 0;  ///< that `add_rules` was given
  std::size_t typed_triples = 0;
  std::uint64_t inferred = 0;  ///< conclusions there are now
  std::uint64_t gained = 0;    ///< conclusions that are new
  std::uint64_t lost = 0;
  std::size_t violations = 0;            ///< there are now, see ontology/violations.h
  std::vector<kg::Triple> first_gained;  ///< the oldest of the new ones
  /// Rule files taken along because a loaded one IMPORTS them.
  std::vector<std::string> imported;
  /// Sources below a loaded folder whose files are gone.
  std::vector<std::string> orphans;
};

/// Work with a store: its state, and what a user can do with it, as values. Knows no terminal. What
/// goes wrong with the disk is thrown as kg::StorageError, and kg::OutOfMemory if the process has
/// as much memory as it may have; the store is then as it was.
class Session {
 public:
  /// Opens or (read-write) creates the store. `language` is that of labels and sentences.
  Session(const std::filesystem::path& store, kg::OpenMode mode, std::string language);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Long operations stop soon after this becomes true. Must outlive the session.
  void set_cancel(const std::atomic<bool>* cancel) { cancel_ = cancel; }
  void set_progress(Progress progress) { progress_ = std::move(progress); }
  /// Told of every change what the rules did, and what took how long, once it is committed or the
  /// rules were stopped.
  void set_profile(ProfileSink profile) { profile_ = std::move(profile); }

  /// Loads files and folders, and what rule files import, in place of what these sources held
  /// before, brings the inferences up to date, and commits all of it. What is loaded is held
  /// against the vocabulary; `strict`: what it does not bear out is an error, too. Nothing, and an
  /// untouched store, if anything is wrong.
  std::optional<Change> load(std::span<const std::string> paths, parser::Diagnostics& diagnostics,
                             bool strict = false);
  /// Takes sources out again, by name or all below a folder, likewise.
  std::optional<Change> unload(std::span<const std::string> paths,
                               parser::Diagnostics& diagnostics);
  /// Adds RULE and DATA statements to the source `kTyped`, likewise. They may use the store's
  /// prefixes. A rule takes the place of a typed rule of the same name.
  std::optional<Change> add_rules(std::string_view text, parser::Diagnostics& diagnostics);
  /// Remembers a prefix in the store.
  void set_prefix(std::string_view prefix, std::string_view iri);

  /// Answers a question, which may use the store's prefixes. If there is nothing to find, terms in
  /// it that the store does not know are warned of.
  std::optional<query::Answer> ask(const parser::Source& question, parser::Diagnostics& diagnostics,
                                   const query::QueryOptions& options = {});
  /// The question as it was understood; see `ask`.
  std::optional<parser::Query> parse(const parser::Source& question,
                                     parser::Diagnostics& diagnostics) const;

  /// The rules of the store, compiled. Null, with a diagnostic, if they cannot be: then another
  /// version of this program stored them.
  const rules::Program* program(parser::Diagnostics& diagnostics);
  /// Why a triple holds. Nothing if it does not, or (with a diagnostic) if there is no program.
  std::optional<explain::Derivation> why(const kg::Triple& triple,
                                         parser::Diagnostics& diagnostics);
  /// What explanations read. `program` must be that of this session.
  explain::Evidence evidence(const rules::Program& program);

  /// Supposes that facts and rules are otherwise: from now on questions and explanations are about
  /// the state that there would be. Takes the place of what was supposed before. False, and nothing
  /// changes, if that cannot be (see Supposition::make). The store is not touched.
  bool suppose(const std::vector<Assumption>& assumptions, parser::Diagnostics& diagnostics);
  /// Back to the store as it is.
  void suppose_nothing();
  /// What is supposed; null for nothing.
  Supposition* supposition();

  /// The state since the last commit, whatever is supposed. Valid until the next one, as are terms,
  /// labels and prefixes.
  const kg::Snapshot& snapshot() const;
  /// What questions and explanations read: the default graph.
  const kg::GraphView& graph() const;
  const kg::Provenance& provenance() const;
  /// The terms of the store, and those that questions made.
  kg::Interner& terms();
  const ontology::Labels& labels() const;
  /// Terms by their labels; made when it is first asked for.
  const LabelIndex& label_index();
  /// Those of the store, and those of the W3C's vocabularies, Dublin Core's and `w:`.
  const parser::Prefixes& prefixes() const;
  const std::string& language() const { return language_; }
  void set_language(std::string language);
  const std::filesystem::path& path() const { return store_.path(); }
  bool read_only() const { return mode_ == kg::OpenMode::ReadOnly; }

 private:
  struct View;

  /// Compiles the rules that the transaction holds, evaluates them, replaces the inferences, and
  /// commits. `times` are those of what was done before.
  std::optional<Change> conclude(kg::Transaction& transaction, Change change, RunTimes times,
                                 parser::Diagnostics& diagnostics);
  const rules::Program* stored_program(parser::Diagnostics& diagnostics);
  void refresh();
  void report(const Step& step) const;

  kg::OpenMode mode_;
  std::string language_;
  kg::TripleStore store_;
  std::unique_ptr<View> view_;
  const std::atomic<bool>* cancel_ = nullptr;
  Progress progress_;
  ProfileSink profile_;
};

}  // namespace repl
