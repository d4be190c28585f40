/// Times the evaluation of rules on data in memory, and checks how much it infers.
///
///     bench_evaluate WORKLOAD RULES DATA [WORKLOAD RULES DATA]…
///
/// WORKLOAD is a name below, whose counts are known, or anything else. Each is loaded once and
/// evaluated three times; the table shows the median.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/parse.h"
#include "rules/evaluate.h"

namespace {

constexpr int kRepeats = 3;

/// How many triples each workload infers; the same in every engine that was tried.
const std::map<std::string, std::size_t> kExpected = {
    {"tc_chain", 1'999'000}, {"tc_dense", 1'000'000}, {"tc_sparse", 6'322'901},
    {"sg_tree", 1'396'054},  {"sg_rand", 1'719'224},  {"reco", 718'797},
    {"pt", 4'120'580},       {"lubm", 2'352'960},     {"taxonomy", 300'000},
};

using Clock = std::chrono::steady_clock;

/// Of the processor: what other programs take does not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void load(const std::string& path, kg::Interner& interner, kg::MemoryGraph& graph) {
  const auto format = parser::rdf_format(path);
  if (!format) throw std::runtime_error("unknown ending: " + path);
  parser::Diagnostics diagnostics;
  parser::Prefixes prefixes;
  const parser::Source source{path, read_file(path)};
  const bool read = parser::parse_rdf(
      source, *format, "file:///",
      [&](parser::RdfStatement&& s) {
        graph.assert_triple(
            {interner.intern(s.subject), interner.intern(s.predicate), interner.intern(s.object)});
      },
      prefixes, diagnostics);
  if (!read) throw std::runtime_error(parser::render(diagnostics));
}

/// The profile of the rules that take longest.
void print_profile(const rules::Program& program, const rules::Inferences& inferences) {
  std::vector<std::size_t> order(inferences.profile.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return inferences.profile[a].time > inferences.profile[b].time;
  });
  order.resize(std::min<std::size_t>(order.size(), 5));
  for (const std::size_t i : order) {
    const rules::RuleProfile& p = inferences.profile[i];
    fmt::print("    {:8.3f} s {:>12} solutions {:>10} new  {}\n",
               std::chrono::duration<double>(p.time).count(), p.solutions, p.inferences,
               rules::display_name(program.rules.rules[i], program.rules.prefixes));
  }
}

bool run(const std::string& workload, const std::string& rule_file, const std::string& data_file) {
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph graph;
  auto start = Clock::now();
  if (!data_file.empty()) load(data_file, dictionary, graph);
  const double load_seconds = seconds_since(start);
  start = Clock::now();
  parser::Diagnostics diagnostics;
  const auto program =
      rules::load_program({{rule_file, read_file(rule_file)}}, dictionary, diagnostics);
  if (!program) throw std::runtime_error(parser::render(diagnostics));
  const double program_seconds = seconds_since(start);
  std::vector<double> seconds;
  std::vector<double> cpu;
  rules::Inferences last;
  for (int i = 0; i < kRepeats; ++i) {
    last = {};
    start = Clock::now();
    const double cpu_start = cpu_seconds();
    last = rules::evaluate(*program, graph, dictionary);
    seconds.push_back(seconds_since(start));
    cpu.push_back(cpu_seconds() - cpu_start);
  }
  std::sort(seconds.begin(), seconds.end());
  std::sort(cpu.begin(), cpu.end());
  const auto count = static_cast<std::size_t>(
      std::count_if(last.triples.begin(), last.triples.end(),
                    [](const kg::Inference& i) { return i.order != kg::Order::Given; }));
  const auto expected = kExpected.find(workload);
  const bool right = expected == kExpected.end() || expected->second == count;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "{:<10} load {:7.3f} s  rules {:6.3f} s  reasoning {:7.3f} s (cpu {:7.3f})  {:>9} inferred "
      "in {} "
      "rounds  {} MB{}\n",
      workload, load_seconds, program_seconds, seconds[kRepeats / 2], cpu[kRepeats / 2], count,
      last.rounds, usage.ru_maxrss / 1024,
      right ? "" : fmt::format("  WRONG: should be {}", expected->second));
  print_profile(*program, last);
  std::cout.flush();
  return right;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4 || (argc - 1) % 3 != 0) {
    std::cerr << "usage: bench_evaluate WORKLOAD RULES DATA [WORKLOAD RULES DATA]...\n";
    return 2;
  }
  try {
    bool right = true;
    for (int i = 1; i < argc; i += 3) right = run(argv[i], argv[i + 1], argv[i + 2]) && right;
    return right ? 0 : 1;
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
