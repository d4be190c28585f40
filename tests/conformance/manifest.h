#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace conformance {

/// A test that a manifest lists.
struct TestCase {
  std::string iri;
  std::string type;  ///< IRI of its class
  std::string name;
  /// The input file; empty where the action has properties instead.
  std::filesystem::path action;
  /// Files that the action names, by the IRI of the property.
  std::map<std::string, std::filesystem::path> action_files;
  std::filesystem::path result;  ///< may be empty
  /// The IRI of the folder of the manifest, ending in a slash: what a file name is appended to for
  /// the base of an input.
  std::string folder_iri;

  /// The base IRI that a file of the manifest's folder is read with.
  std::string base_of(const std::filesystem::path& file) const {
    return folder_iri + file.filename().string();
  }
  /// `type` without its namespace.
  std::string kind() const { return type.substr(type.find_last_of("#/") + 1); }
};

/// The tests of a manifest and of all it includes, in order. Throws std::runtime_error where one
/// cannot be read.
std::vector<TestCase> read_manifest(const std::filesystem::path& path);

/// Where the W3C suites are; says on stdout that a suite is skipped, and returns an empty path,
/// where they are not.
std::filesystem::path suite(const std::string& path_below_w3c);

}  // namespace conformance
