package io.earnorm.pool.spring;

import java.util.List;
import java.util.regex.Pattern;

/** Addresses in a list of properties. */
final class NodeList {

    private static final Pattern NODE = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\s/?#@,:\\[\\]]+)(:[0-9]{1,5})?");

    private NodeList() {}

    /**
     * The addresses as a URI has them.
     *
     * @param setting where they are written
     * @throws PoolPropertyException if one of them is none
     */
    static String join(List<String> nodes, String setting, PropertyErrors errors) {
        Placeholders placeholders = new Placeholders(errors);
        for (String node : nodes) {
            placeholders.resolved(setting, node);
            if (!NODE.matcher(node).matches()) {
                throw errors.of(
                        setting,
                        "one of them is not an address; each must be host or host:port",
                        "Correct the address.");
            }
        }
        return String.join(",", nodes);
    }
}
