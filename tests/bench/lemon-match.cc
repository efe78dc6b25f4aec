// lemon-match: the yardstick for pairs. The same problem, solved by the LEMON graph library on the full graph.
//
//   lemon-match FILE...
//
// A file holds "n" and whatever else on its first line, then lines "i j score" with up to three decimals, people from 0. Prints
// for each file its name, the total of the best pairs (scores times SCALE, the environment's, or 1) and the CPU seconds that
// LEMON took for building the graph and solving, or "none" where there is no perfect matching among the pairs listed.
// Built only where liblemon-dev is there; never a part of the program.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include <lemon/matching.h>
#include <lemon/smart_graph.h>

struct Pair {
    int one, other;
    long long score;
};

static bool read_file(const char *name, int *people, std::vector<Pair> *pairs)
{
    const char *scale_text = std::getenv("SCALE");
    double scale = scale_text ? std::atof(scale_text) : 1;
    std::FILE *file = std::fopen(name, "r");
    if (!file)
        return false;
    bool sound = std::fscanf(file, "%d", people) == 1;
    for (int c = std::fgetc(file); c != '\n' && c != EOF;)
        c = std::fgetc(file);
    int one, other;
    double score;
    while (sound && std::fscanf(file, "%d %d %lf", &one, &other, &score) == 3) {
        sound = one >= 0 && other >= 0 && one < *people && other < *people && one != other;
        pairs->push_back({one, other, std::llround(score * scale)});
    }
    std::fclose(file);
    return sound;
}

static void solve(const char *name, int people, const std::vector<Pair> &pairs)
{
    typedef lemon::SmartGraph::EdgeMap<long long> Scores;
    std::clock_t start = std::clock();
    lemon::SmartGraph graph;
    graph.reserveNode(people);
    graph.reserveEdge(static_cast<int>(pairs.size()));
    for (int i = 0; i < people; i++)
        graph.addNode();
    Scores scores(graph);
    for (const Pair &pair : pairs)
        scores[graph.addEdge(graph.nodeFromId(pair.one), graph.nodeFromId(pair.other))] = pair.score;
    lemon::MaxWeightedPerfectMatching<lemon::SmartGraph, Scores> matching(graph, scores);
    bool found = matching.run();
    double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (found)
        std::printf("%s\t%lld\t%.4f\n", name, static_cast<long long>(matching.matchingWeight()), seconds);
    else
        std::printf("%s\tnone\t%.4f\n", name, seconds);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        int people = 0;
        std::vector<Pair> pairs;
        if (!read_file(argv[i], &people, &pairs)) {
            std::fprintf(stderr, "lemon-match: cannot read '%s'\n", argv[i]);
            return 1;
        }
        solve(argv[i], people, pairs);
    }
    return 0;
}
