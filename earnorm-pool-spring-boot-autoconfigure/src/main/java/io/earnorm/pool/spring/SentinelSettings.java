package io.earnorm.pool.spring;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who knows which server is the master, in place of a URI. What is not set is null or empty. */
final class SentinelSettings {

    /** What the sentinels call the master. */
    private @Nullable String master;

    /** Addresses of the sentinels, each as host or host:port; without a port it is 26379. */
    private List<String> nodes = new ArrayList<>();

    /** User to connect to the sentinels as. */
    private @Nullable String username;

    /** Password to connect to the sentinels with. */
    private @Nullable String password;

    /** Whether anything is written here. */
    boolean isSet() {
        return master != null || !nodes.isEmpty() || username != null || password != null;
    }

    public @Nullable String getMaster() {
        return master;
    }

    public void setMaster(@Nullable String master) {
        this.master = master;
    }

    public List<String> getNodes() {
        return nodes;
    }

    public void setNodes(List<String> nodes) {
        this.nodes = nodes;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }
}
