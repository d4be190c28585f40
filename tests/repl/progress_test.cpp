#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "repl/activity.h"
#include "repl/progress_line.h"
#include "repl/text_width.h"
#include "repl/write_dataset.h"
#include "tests/repl/run.h"

using repl::Pace;
using repl::progress_line;
using repl::Step;

TEST_CASE("a line of progress tells stage, round, amount, rate, memory and time") {
  const Pace pace{1'234'000, std::size_t{812} << 20U, 74.4};
  CHECK(progress_line({"reasoning", 12, 3'402'112, "conclusions"}, pace, 100) ==
        "reasoning · round 12 · 3,402,112 conclusions · 1.2 M/s · 812.0 MiB · 01:14");
  CHECK(progress_line({"reading a.nt", 0, 65'536, "triples"}, {61'000, 0, 2}, 100) ==
        "reading a.nt · 65,536 triples · 61 k/s · 00:02");
  CHECK(progress_line({"writing"}, {0, 1536, 3723}, 100) == "writing · 1.5 KiB · 1:02:03");
  CHECK(repl::in_words({"reasoning", 12, 3'402'112, "conclusions"}) ==
        "reasoning (round 12, 3,402,112 conclusions)");
  CHECK(repl::in_words({"writing"}) == "writing");
}

TEST_CASE(
    "a narrow line of progress leaves out the rate first and shortens the stage in its middle") {
  const Pace pace{61'000, std::size_t{812} << 20U, 74.4};
  const Step step{"reading facts/naïve/überlange-namen/people.nt", 0, 1'065'536, "triples"};
  CHECK(progress_line(step, pace, 72) ==
        "reading fac…n/people.nt · 1,065,536 triples · 61 k/s · 812.0 MiB · 01:14");
  CHECK(progress_line(step, pace, 60) ==
        "reading f…/people.nt · 1,065,536 triples · 812.0 MiB · 01:14");
  CHECK(progress_line(step, pace, 42) == "readin…ople.nt · 1,065,536 triples · 01:14");
  for (std::size_t columns = 1; columns < 120; ++columns) {
    CAPTURE(columns);
    CHECK(repl::display_width(progress_line(step, pace, columns)) <= columns);
  }
}

TEST_CASE("a file's name draws nothing on a terminal but its letters") {
  CHECK(progress_line({"reading a\x1b[31m.nt"}, {}, 80).find('\x1b') == std::string::npos);
}

TEST_CASE("work of more than a second is drawn on a terminal and erased, other work is not") {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  repl::Streams streams{in, out, err};
  SECTION("not without a terminal") {
    repl::Activity activity(streams);
    activity.report({"reading a.nt", 0, 7, "triples"});
    std::this_thread::sleep_for(std::chrono::milliseconds(1300));
    activity.rest();
    CHECK(err.str().empty());
    CHECK(activity.last() == "reading a.nt (7 triples)");
  }
  SECTION("with one") {
    streams.err_is_terminal = true;
    {
      repl::Activity activity(streams);
      activity.report({"reading a.nt", 0, 7, "triples"});
      activity.rest();
      activity.report({"reading b.nt", 0, 9, "triples"});
      std::this_thread::sleep_for(std::chrono::milliseconds(1300));
    }
    CHECK(err.str().starts_with("\r\x1b[Kreading b.nt · 9 triples · "));
    CHECK(err.str().ends_with("\r\x1b[K"));
    CHECK(err.str().find("a.nt") == std::string::npos);
  }
}

TEST_CASE("load says on request what each rule and each part of the work took") {
  const testing::Workshop workshop;
  workshop.write("people.ttl", testing::kPeople);
  workshop.write("people.srl", testing::kRules);
  const testing::Outcome plain = workshop.run({"load", "people.ttl"});
  CHECK(plain.err.find("reasoned in") == std::string::npos);
  const testing::Outcome table = workshop.run({"load", "--profile", "people.srl"});
  CHECK(table.exit == 0);
  CHECK(table.err.starts_with("loaded 1 file of rules in "));
  CHECK(table.err.find("tuples tried") != std::string::npos);
  CHECK(table.err.find("2 inferences in 2 rounds: read in ") != std::string::npos);
  CHECK(table.err.find(", checked in ") != std::string::npos);
  const testing::Outcome json = workshop.run({"load", "--profile-json", "people.srl"});
  const std::size_t begin = json.err.find('{');
  REQUIRE(begin != std::string::npos);
  CHECK(json.err.find("\"seconds\":{\"reading\":", begin) != std::string::npos);
  CHECK(json.err.find("\"inferences\":2", begin) != std::string::npos);
}

TEST_CASE("an export tells how many triples it has written") {
  const testing::Workshop workshop;
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    text += "<http://e/" + std::to_string(i) + "> <http://e/p> 1 .\n";
  }
  workshop.write("many.ttl", text);
  REQUIRE(workshop.run({"load", "many.ttl"}).exit == 0);
  const kg::TripleStore store = kg::TripleStore::open("warrant.db", kg::OpenMode::ReadOnly);
  for (const auto format : {repl::DatasetFormat::NQuads, repl::DatasetFormat::TriG}) {
    std::vector<std::size_t> told;
    std::ostringstream out;
    repl::write_dataset(store.snapshot(), format, true, out,
                        [&](std::size_t written) { told.push_back(written); });
    CHECK(told == std::vector<std::size_t>{0, 4096, 8192});
    CHECK(out.str().find("<http://e/9999>") != std::string::npos);
  }
}
