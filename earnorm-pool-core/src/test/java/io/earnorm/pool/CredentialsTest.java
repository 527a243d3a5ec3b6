package io.earnorm.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void credentialsHoldAUserAndAPassword() {
        Credentials credentials = Credentials.of("app", "hunter2");

        assertThat(credentials.user()).contains("app");
        assertThat(credentials.password()).isEqualTo("hunter2");
    }

    @Test
    void aPasswordAloneIsForTheDefaultUser() {
        assertThat(Credentials.ofPassword("hunter2").user()).isEmpty();
    }

    @Test
    void toStringShowsNeitherUserNorPassword() {
        assertThat(Credentials.of("app", "hunter2").toString())
                .doesNotContain("app")
                .doesNotContain("hunter2");
    }

    @Test
    void userAndPasswordAreRequired() {
        assertThatNullPointerException().isThrownBy(() -> Credentials.of(null, "hunter2"));
        assertThatNullPointerException().isThrownBy(() -> Credentials.of("app", null));
        assertThatNullPointerException().isThrownBy(() -> Credentials.ofPassword(null));
    }
}
