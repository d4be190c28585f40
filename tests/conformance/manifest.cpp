#include "tests/conformance/manifest.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

#include "kg/rdf/vocabulary.h"
#include "tests/checkout.h"
#include "tests/conformance/graph.h"

namespace conformance {
namespace {

constexpr std::string_view kManifest = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
constexpr std::string_view kFile = "file://";

/// Objects by subject and predicate. A manifest is read into a graph of its own: two of them may
/// name tests alike.
class Index {
 public:
  explicit Index(const Graph& graph) {
    for (const Tuple& tuple : graph) objects_[{tuple[0], tuple[1].lexical}].push_back(tuple[2]);
  }

  const std::vector<rdf::Term>& all(const rdf::Term& subject, std::string_view predicate) const {
    static const std::vector<rdf::Term> kNone;
    const auto found = objects_.find({subject, std::string(predicate)});
    return found == objects_.end() ? kNone : found->second;
  }

  const rdf::Term* one(const rdf::Term& subject, std::string_view predicate) const {
    const std::vector<rdf::Term>& found = all(subject, predicate);
    return found.empty() ? nullptr : &found.front();
  }

  std::vector<rdf::Term> list(const rdf::Term& head) const {
    std::vector<rdf::Term> items;
    const rdf::Term* node = &head;
    while (node != nullptr && node->lexical != rdf::vocabulary::kNil) {
      if (const rdf::Term* const item = one(*node, rdf::vocabulary::kFirst)) items.push_back(*item);
      node = one(*node, rdf::vocabulary::kRest);
    }
    return items;
  }

  /// All with a predicate: the subjects and their objects.
  std::vector<std::pair<rdf::Term, rdf::Term>> with(std::string_view predicate) const {
    std::vector<std::pair<rdf::Term, rdf::Term>> found;
    for (const auto& [key, objects] : objects_) {
      if (key.second != predicate) continue;
      for (const rdf::Term& object : objects) found.emplace_back(key.first, object);
    }
    return found;
  }

  std::map<std::string, std::filesystem::path> files(const rdf::Term& subject) const {
    std::map<std::string, std::filesystem::path> files;
    for (const auto& [key, objects] : objects_) {
      if (key.first == subject && objects.front().lexical.starts_with(kFile)) {
        files[key.second] = objects.front().lexical.substr(kFile.size());
      }
    }
    return files;
  }

 private:
  std::map<std::pair<rdf::Term, std::string>, std::vector<rdf::Term>> objects_;
};

std::string mf(std::string_view name) { return std::string(kManifest) + std::string(name); }

std::filesystem::path file_of(const rdf::Term* term) {
  if (term == nullptr || !term->lexical.starts_with(kFile)) return {};
  return term->lexical.substr(kFile.size());
}

std::string folder_iri(const Index& index, const std::filesystem::path& manifest) {
  const auto assumed = index.with(mf("assumedTestBase"));
  if (!assumed.empty()) return assumed.front().second.lexical;
  const std::string folder = manifest.parent_path().string() + "/";
  constexpr std::string_view kRoot = "/rdf-tests/";
  const std::size_t root = folder.rfind(kRoot);
  if (root == std::string::npos) return std::string(kFile) + folder;
  return "https://w3c.github.io/rdf-tests/" + folder.substr(root + kRoot.size());
}

TestCase test_case(const Index& index, const rdf::Term& iri, const std::string& folder) {
  TestCase test;
  test.iri = iri.lexical;
  test.folder_iri = folder;
  const rdf::Term* const type = index.one(iri, rdf::vocabulary::kType);
  const rdf::Term* const action = index.one(iri, mf("action"));
  if (type == nullptr || action == nullptr) {
    throw std::runtime_error("no type or no action: " + iri.lexical);
  }
  test.type = type->lexical;
  if (const rdf::Term* const name = index.one(iri, mf("name"))) test.name = name->lexical;
  test.action = file_of(action);
  if (action->is_blank_node()) test.action_files = index.files(*action);
  test.result = file_of(index.one(iri, mf("result")));
  return test;
}

}  // namespace

std::vector<TestCase> read_manifest(const std::filesystem::path& path) {
  const std::filesystem::path manifest = std::filesystem::canonical(path);
  parser::Diagnostics diagnostics;
  const Index index(read_graph(manifest, std::string(kFile) + manifest.string(), diagnostics));
  if (diagnostics.has_errors()) throw std::runtime_error(parser::render(diagnostics));
  std::vector<TestCase> tests;
  for (const auto& [subject, list] : index.with(mf("include"))) {
    for (const rdf::Term& included : index.list(list)) {
      for (TestCase& test : read_manifest(file_of(&included))) tests.push_back(std::move(test));
    }
  }
  const std::string folder = folder_iri(index, manifest);
  for (const auto& [subject, list] : index.with(mf("entries"))) {
    for (const rdf::Term& iri : index.list(list)) tests.push_back(test_case(index, iri, folder));
  }
  return tests;
}

std::filesystem::path suite(const std::string& path_below_w3c) {
  const std::filesystem::path path = checkout::shared() / "w3c" / path_below_w3c;
  if (std::filesystem::exists(path)) return path;
  fmt::print("{}: skipped, the W3C tests are not in {}\n", path_below_w3c,
             checkout::shared().string());
  return {};
}

}  // namespace conformance
