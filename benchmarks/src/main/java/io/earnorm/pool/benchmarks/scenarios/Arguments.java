package io.earnorm.pool.benchmarks.scenarios;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The command line: {@code [smoke|short|full] [scenario,…|all] [peer,…|all]}.
 *
 * @param length how much is measured
 * @param scenarios names; empty: all
 * @param peers names, or what names begin with and an asterisk; empty: all
 */
record Arguments(Length length, List<String> scenarios, List<String> peers) {

    static Arguments of(String... args) {
        boolean hasLength = args.length > 0
                && Arrays.stream(Length.values())
                        .anyMatch(length -> name(length).equals(args[0]));
        Length length = hasLength ? Length.valueOf(args[0].toUpperCase(Locale.ROOT)) : Length.SHORT;
        int next = hasLength ? 1 : 0;
        return new Arguments(length, list(args, next), list(args, next + 1));
    }

    boolean wants(Scenario scenario) {
        return scenarios.isEmpty() || scenarios.contains(scenario.name());
    }

    /** Returns who takes part in a scenario, in the scenario's order. */
    List<String> peersOf(Scenario scenario) {
        List<String> all = scenario.peers();
        return all.stream()
                .filter(peer -> peers.isEmpty() || peers.stream().anyMatch(wanted -> matches(wanted, peer)))
                .toList();
    }

    private static boolean matches(String wanted, String peer) {
        return wanted.endsWith("*") ? peer.startsWith(wanted.substring(0, wanted.length() - 1)) : peer.equals(wanted);
    }

    private static List<String> list(String[] args, int index) {
        return args.length <= index || args[index].equals("all") ? List.of() : List.of(args[index].split(","));
    }

    private static String name(Length length) {
        return length.name().toLowerCase(Locale.ROOT);
    }
}
