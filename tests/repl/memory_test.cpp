#include <catch2/catch.hpp>

#include "kg/memory_limit.h"
#include "repl/memory_option.h"
#include "tests/repl/child_run.h"

using testing::Outcome;
using testing::run_in_child;
using testing::Workshop;

namespace {

/// A limit, and work for which a program that minds it is far too small.
constexpr const char* kLimit = "160M";

/// `<http://e/n0> <http://e/p> <http://e/n1> .` and so on.
std::string numbered(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "<http://e/n" + std::to_string(i) + "> <http://e/p> <http://e/n" +
            std::to_string(i + 1) + "> .\n";
  }
  return text;
}

constexpr const char* kProduct =
    "PREFIX : <http://e/> RULE { ?x :q ?y } WHERE { ?x :p ?a . ?y :p ?b }";
constexpr const char* kClosure =
    "PREFIX : <http://e/> RULE { ?x :q ?y } WHERE { ?x :p ?y } "
    "RULE { ?x :q ?z } WHERE { ?x :q ?y . ?y :p ?z }";

/// A graph in which all reach all soon.
std::string dense(int nodes) {
  std::string text;
  for (int i = 0; i < 3 * nodes; ++i) {
    text += "<http://e/n" + std::to_string(i % nodes) + "> <http://e/p> <http://e/n" +
            std::to_string((i * 7LL + i / nodes) % nodes) + "> .\n";
  }
  return text;
}

void check_stopped(const Outcome& outcome, const std::string& stage) {
  CAPTURE(outcome.out, outcome.err);
  CHECK(outcome.exit == 4);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.starts_with("error: stopped while " + stage));
  CHECK(outcome.err.find("): 160.0 MiB of memory are in use, the limit given with --memory\n"
                         "hint: allow more with --memory SIZE") != std::string::npos);
}

}  // namespace

TEST_CASE("sizes of memory are a number and a unit") {
  using repl::read_size;
  CHECK(read_size("500M") == std::size_t{500} << 20U);
  CHECK(read_size("4G") == std::size_t{4} << 30U);
  CHECK(read_size("1.5GiB") == std::size_t{3} << 29U);
  CHECK(read_size("2tb") == std::size_t{2} << 40U);
  CHECK(read_size("64k") == std::size_t{64} << 10U);
  for (const char* wrong :
       {"", "4", "G", "-1G", "0G", "4X", "4 G", "1e30G", "nanG", "4Gi", "4GG"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_size(wrong));
  }
}

TEST_CASE("a size that is none is refused with an example") {
  const Workshop workshop;
  workshop.write("r.srl", "DATA { <http://e/a> <http://e/b> 1 }");
  const Outcome number = workshop.run({"infer", "--memory", "4", "r.srl"});
  CHECK(number.exit == 2);
  CHECK(
      number.err.starts_with("error: --memory: '4' is no size of memory: write a number and a "
                             "unit, as in 500M or 4G\n"));
  const Outcome little = workshop.run({"infer", "--memory", "1M", "r.srl"});
  CHECK(little.exit == 2);
  CHECK(little.err.find("'1M' is too little memory: 32.0 MiB are the least") != std::string::npos);
  CHECK(workshop.run({"infer", "--memory", "2G", "r.srl"}).exit == 0);
  CHECK(workshop.run({"--memory", "2G", "infer", "r.srl"}).exit == 0);
}

TEST_CASE("without a limit there is one below what the machine has") {
  const auto limit = repl::usual_memory_limit();
  REQUIRE(limit);
  CHECK_FALSE(limit->chosen);
  CHECK(limit->bytes < kg::memory_of_machine());
  CHECK(limit->bytes >= kg::memory_of_machine() / 4);
}

TEST_CASE("rules that conclude more than fits end with a word, whatever the number of threads") {
  const Workshop workshop;
  workshop.write("dense.nt", dense(8000));
  workshop.write("product.srl", kProduct);
  workshop.write("closure.srl", kClosure);
  for (const char* rules : {"product.srl", "closure.srl"}) {
    for (const char* threads : {"1", "3"}) {
      CAPTURE(rules, threads);
      const Outcome outcome = run_in_child(
          workshop, {"infer", "--memory", kLimit, "--threads", threads, "dense.nt", rules});
      check_stopped(outcome, "reasoning (round ");
      CHECK(outcome.err.find("--max-inferences N --profile") != std::string::npos);
    }
  }
}

TEST_CASE("a load that takes more memory than it may leaves the store as it was") {
  const Workshop workshop;
  workshop.write("small.nt", numbered(1000));
  workshop.write("big.nt", numbered(1'000'000));
  workshop.write("closure.srl", kClosure);
  workshop.write("few.nt", numbered(100));
  REQUIRE(workshop.run({"load", "few.nt"}).exit == 0);
  const std::string before = workshop.run({"export", "--inferences"}).out;

  const Outcome reading = run_in_child(workshop, {"load", "--memory", "64M", "big.nt"});
  CAPTURE(reading.err);
  CHECK(reading.exit == 4);
  CHECK(reading.err.starts_with("error: stopped while reading big.nt ("));
  CHECK(reading.err.find(" triples): 64.0 MiB of memory are in use, the limit given with --memory\n"
                         "hint: allow more with --memory SIZE, or split the file") !=
        std::string::npos);
  CHECK(reading.err.ends_with("nothing was changed in warrant.db\n"));
  CHECK(workshop.run({"export", "--inferences"}).out == before);

  workshop.write("dense.nt", dense(8000));
  const Outcome reasoning =
      run_in_child(workshop, {"load", "--memory", kLimit, "dense.nt", "closure.srl"});
  check_stopped(reasoning, "reasoning (round ");
  CHECK(reasoning.err.ends_with("nothing was changed in warrant.db\n"));
  CHECK(workshop.run({"export", "--inferences"}).out == before);
  CHECK(workshop.run({"stats"}).exit == 0);

  // What fits is still loaded.
  CHECK(run_in_child(workshop, {"load", "--memory", kLimit, "small.nt"}).exit == 0);
}

TEST_CASE("a question and a what-if mind the limit, and the shell goes on after it") {
  const Workshop workshop;
  workshop.write("chain.nt", numbered(8000));
  workshop.write("product.srl", kProduct);
  REQUIRE(workshop.run({"load", "chain.nt"}).exit == 0);
  const std::string product = "SELECT * WHERE { ?x <http://e/p> ?a . ?y <http://e/p> ?b }";

  const Outcome query = run_in_child(workshop, {"query", "--memory", kLimit, product});
  CHECK(query.exit == 4);
  CHECK(query.err.starts_with("error: stopped while answering ("));
  CHECK(query.err.find(" rows tried): 160.0 MiB of memory are in use, the limit given") !=
        std::string::npos);

  const Outcome what_if =
      run_in_child(workshop, {"what-if", "--memory", kLimit, "--rule", "product.srl"});
  check_stopped(what_if, "reasoning (round ");

  const Outcome shell =
      run_in_child(workshop, {"--memory", kLimit},
                   product + "\n\nASK { <http://e/n0> <http://e/p> <http://e/n1> }\n");
  CAPTURE(shell.err);
  CHECK(shell.out == "yes\n");
  CHECK(shell.exit == 4);
  CHECK(shell.err.find("error: stopped while answering") != std::string::npos);
}
