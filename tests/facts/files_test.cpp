#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "facts/load.h"

namespace {

namespace fs = std::filesystem;

/// A folder of its own, which is the working directory while it lives.
class TemporaryFolder {
 public:
  TemporaryFolder() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "warrant-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    fs::current_path(path_);
  }
  ~TemporaryFolder() {
    fs::current_path(before_);
    fs::remove_all(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  void write(const fs::path& name, std::string_view text) const {
    if (name.has_parent_path()) fs::create_directories(path_ / name.parent_path());
    std::ofstream(path_ / name) << text;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path before_;
  fs::path path_;
};

constexpr facts::FileKind kLoadable[] = {facts::FileKind::Data, facts::FileKind::Rules};

std::vector<std::string> names(const std::vector<std::string>& paths,
                               parser::Diagnostics& diagnostics) {
  std::vector<std::string> found;
  for (const facts::File& file : facts::expand(paths, kLoadable, diagnostics)) {
    found.push_back(file.name);
  }
  return found;
}

}  // namespace

TEST_CASE("a source is called as its path from the working directory") {
  CHECK(facts::source_name("a.ttl", "/home/x") == "a.ttl");
  CHECK(facts::source_name("./facts//a.ttl", "/home/x") == "facts/a.ttl");
  CHECK(facts::source_name("facts/../a.ttl", "/home/x") == "a.ttl");
  CHECK(facts::source_name("/home/x/facts/a.ttl", "/home/x") == "facts/a.ttl");
  CHECK(facts::source_name("../x/a.ttl", "/home/x") == "a.ttl");
}

TEST_CASE("a source outside of the working directory keeps its path, tidied") {
  CHECK(facts::source_name("../y/./a.ttl", "/home/x") == "../y/a.ttl");
  CHECK(facts::source_name("/data//a.ttl", "/home/x") == "/data/a.ttl");
  CHECK(facts::source_name("/home/xy/a.ttl", "/home/x") == "/home/xy/a.ttl");
}

TEST_CASE("the ending of a file says what it holds") {
  CHECK(facts::file_kind("a.ttl") == facts::FileKind::Data);
  CHECK(facts::file_kind("a.nt") == facts::FileKind::Data);
  CHECK(facts::file_kind("a.trig") == facts::FileKind::Data);
  CHECK(facts::file_kind("a.nq") == facts::FileKind::Data);
  CHECK(facts::file_kind("a.srl") == facts::FileKind::Rules);
  CHECK(facts::file_kind("a.rq") == facts::FileKind::Query);
  CHECK_FALSE(facts::file_kind("a.txt"));
  CHECK_FALSE(facts::file_kind("ttl"));
}

TEST_CASE("a folder is all that can be loaded below it, sorted, hidden files left out") {
  const TemporaryFolder folder;
  folder.write("k/b.ttl", "");
  folder.write("k/a/z.srl", "");
  folder.write("k/a/y.nt", "");
  folder.write("k/notes.txt", "");
  folder.write("k/q.rq", "");
  folder.write("k/.hidden.ttl", "");
  folder.write("k/.git/x.ttl", "");
  parser::Diagnostics diagnostics;
  CHECK(names({"k"}, diagnostics) == std::vector<std::string>{"k/a/y.nt", "k/a/z.srl", "k/b.ttl"});
  CHECK(diagnostics.empty());
}

TEST_CASE("a file that is named twice is there once") {
  const TemporaryFolder folder;
  folder.write("k/b.ttl", "");
  parser::Diagnostics diagnostics;
  CHECK(names({"k/b.ttl", "k", (folder.path() / "k/b.ttl").string()}, diagnostics) ==
        std::vector<std::string>{"k/b.ttl"});
}

TEST_CASE("a missing file is an error that names what is near") {
  const TemporaryFolder folder;
  folder.write("facts/actors.ttl", "");
  parser::Diagnostics diagnostics;
  CHECK(names({"facts/actor.ttl", "nowhere/x.ttl"}, diagnostics).empty());
  CHECK(parser::render(diagnostics) ==
        "error: there is no file or folder 'facts/actor.ttl'\n"
        "hint: did you mean 'facts/actors.ttl'?\n"
        "\nerror: there is no file or folder 'nowhere/x.ttl'\n"
        "hint: there is no folder 'nowhere'\n");
}

TEST_CASE("a file whose ending says nothing is an error that lists the endings") {
  const TemporaryFolder folder;
  folder.write("notes.txt", "");
  parser::Diagnostics diagnostics;
  CHECK(names({"notes.txt"}, diagnostics).empty());
  CHECK(parser::render(diagnostics) ==
        "error: 'notes.txt': its ending does not say what the file holds\n"
        "hint: known endings are .ttl .nt .trig .nq for data, .srl for rules\n");
}

TEST_CASE("reading gives the bytes of a file") {
  const TemporaryFolder folder;
  folder.write("a.ttl", std::string("x\r\n\0y", 5));
  parser::Diagnostics diagnostics;
  const auto source = facts::read({"a.ttl", "a.ttl", facts::FileKind::Data}, diagnostics);
  REQUIRE(source);
  CHECK(source->name == "a.ttl");
  CHECK(source->text == std::string("x\r\n\0y", 5));
}

TEST_CASE("an unreadable file is an error that says why") {
  const TemporaryFolder folder;
  parser::Diagnostics diagnostics;
  CHECK_FALSE(facts::read({"gone.ttl", "gone.ttl", facts::FileKind::Data}, diagnostics));
  CHECK(parser::render(diagnostics) ==
        "error: cannot read 'gone.ttl': No such file or directory\n");
}
