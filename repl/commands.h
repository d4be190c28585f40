#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "repl/explanations.h"
#include "repl/render_profile.h"
#include "repl/show_answer.h"
#include "repl/streams.h"
#include "repl/write_dataset.h"

/// The commands of the program, one function each.
namespace repl {

/// What all commands on a store share.
struct StoreOptions {
  std::filesystem::path store = "warrant.db";
  std::string language = "en";
};

struct InferOptions {
  std::vector<std::string> files;
  std::string output;  ///< a file; empty is stdout
  std::optional<std::size_t> max_inferences;
  std::optional<std::chrono::milliseconds> timeout;
  unsigned threads = 0;
  Profile profile;  ///< shown on stderr, as are the plans
  bool explain_plan = false;
};

struct LoadOptions {
  std::vector<std::string> paths;
  bool strict = false;  ///< what the vocabulary does not bear out is an error
  Profile profile;      ///< of the reasoning, shown on stderr
};

struct QueryOptions {
  std::string text;
  std::string file;  ///< in place of the text
  std::string output;
  Format format = Format::Default;
  bool labels = false;
  std::optional<std::size_t> width;
  std::optional<std::size_t> max_rows;
  std::optional<std::chrono::milliseconds> timeout;
};

struct WhyOptions {
  std::vector<std::string> words;
  ExplanationFormat format = ExplanationFormat::Text;
  std::string output;  ///< a file; empty is stdout
  /// Of a triple this many proofs, of a term this many conclusions; 0 for all there are.
  std::optional<std::size_t> all;
  std::vector<std::string> hidden;  ///< names of rules
  bool show_hidden = false;
  bool bindings = false;
  std::optional<std::size_t> depth;
  std::optional<std::size_t> width;
};

struct WhyNotOptions {
  std::vector<std::string> words;
  bool json = false;
  bool all = false;
  std::optional<std::size_t> depth;
  std::optional<std::size_t> width;
};

struct ContrastOptions {
  std::vector<std::string> words;  ///< what holds
  std::string but_not;             ///< and what does not
  bool json = false;
  std::optional<std::size_t> width;
};

struct WhatIfOptions {
  std::vector<std::string> assert_facts;  ///< Turtle, or `@FILE`
  std::vector<std::string> retract;       ///< likewise
  std::vector<std::string> withdraw;      ///< sources
  std::vector<std::string> rules;         ///< files
  std::vector<std::string> without;       ///< rules by name
  bool json = false;
  bool why = false;
  bool all = false;
  std::optional<std::size_t> width;
};

struct CheckOptions {
  std::vector<std::string> paths;
  bool syntax = false;    ///< look at nothing else
  bool standard = false;  ///< what Warrant adds to SPARQL-RL is an error
  bool strict = false;    ///< warnings are errors
};

struct VerifyOptions {
  std::string file;
  bool only_wrong = false;
};

struct StatsOptions {
  bool json = false;
  bool sources = false;
};

struct ExportOptions {
  DatasetFormat format = DatasetFormat::NQuads;
  bool inferences = false;  ///< the inferred triples too
  std::string output;
};

Exit run_load(const StoreOptions& store, const LoadOptions& options, Streams& streams);
Exit run_unload(const StoreOptions& store, const std::vector<std::string>& paths, Streams& streams);
Exit run_infer(const InferOptions& options, Streams& streams);
Exit run_query(const StoreOptions& store, const QueryOptions& options, Streams& streams);
Exit run_why(const StoreOptions& store, const WhyOptions& options, Streams& streams);
Exit run_contrast(const StoreOptions& store, const ContrastOptions& options, Streams& streams);
Exit run_what_if(const StoreOptions& store, const WhatIfOptions& options, Streams& streams);
/// `Exit::No` if what was asked for does hold.
Exit run_why_not(const StoreOptions& store, const WhyNotOptions& options, Streams& streams);
Exit run_verify(const StoreOptions& store, const VerifyOptions& options, Streams& streams);
/// Holds the files against the vocabulary of the store, too, if there is one.
Exit run_check(const StoreOptions& store, const CheckOptions& options, Streams& streams);
Exit run_stats(const StoreOptions& store, const StatsOptions& options, Streams& streams);
Exit run_export(const StoreOptions& store, const ExportOptions& options, Streams& streams);

}  // namespace repl
