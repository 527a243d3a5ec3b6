package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.spring.Metadata.Hint;
import io.earnorm.pool.spring.Metadata.Property;
import io.earnorm.pool.spring.SettingKeys.SettingKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.ClassUtils;

/** What editors show is what the code does. */
class MetadataTest {

    /** Of the health indicator and of the endpoint: Spring Boot reads these. */
    private static final Set<String> OF_SPRING_BOOT = Set.of(
            "management.health.earnorm-pool.enabled",
            "management.endpoint.earnormpools.access",
            "management.endpoint.earnormpools.cache.time-to-live",
            "management.endpoint.earnormpools.enabled");

    private final Metadata metadata = new Metadata();
    private final Map<String, Property> properties = metadata.properties();
    private final Map<String, Hint> hints = metadata.hints();
    private final Map<String, SettingKey> keys = SettingKeys.all();

    @Test
    void thereIsAPropertyForEachKeyAndAKeyForEachProperty() {
        Set<String> expected = new TreeSet<>(keys.keySet());
        expected.addAll(OF_SPRING_BOOT);
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(properties.keySet()).containsExactlyElementsOf(expected);
    }

    @Test
    void everyDescriptionIsASentence() {
        assertThat(properties)
                .allSatisfy((name, property) ->
                        assertThat(property.description()).as(name).matches("[A-Z].*[.]"));
        assertThat(metadata.groups())
                .isNotEmpty()
                .allSatisfy(
                        (name, description) -> assertThat(description).as(name).matches("[A-Z].*[.]"));
    }

    @Test
    void everyPropertyBinds() {
        keys.forEach((name, key) -> {
            if (!properties.get(name).isMapOfOurs()) {
                Object value = new Binding(name, key).value();
                assertThat(value).as(name).isNotNull().isEqualTo(converted(key.sample(), value));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "earnorm.pool.defaults, earnorm.pool.templates.name",
        "earnorm.pool.mongodb, earnorm.pool.mongodb.name",
        "earnorm.pool.redis, earnorm.pool.redis.name",
        "earnorm.pool.mongodb, earnorm.pool.custom.name"
    })
    void whatBindsWithoutANameBindsBelowOne(String shortForm, String named) {
        assertThat(keys.keySet().stream().filter(name -> name.startsWith(shortForm + ".")))
                .hasSizeGreaterThan(35)
                .allSatisfy(name -> {
                    SettingKey key = keys.get(name);
                    Object value = new Binding(name.replace(shortForm, named), key).value();
                    assertThat(value).isNotNull().isEqualTo(converted(key.sample(), value));
                });
    }

    @Test
    void everyDefaultIsWhatAPoolUsesWhenNothingIsSet() {
        BuiltIn builtIn = new BuiltIn();
        keys.forEach((name, key) -> {
            Object expected = builtIn.value(key);
            Object written = properties.get(name).defaultValue();
            assertThat(written == null || expected == null ? written : converted(written, expected))
                    .as(name)
                    .isEqualTo(expected);
        });
    }

    @Test
    void everyChoiceIsExplained() {
        int choices = 0;
        for (Property property : properties.values()) {
            Class<?> type = ClassUtils.isPresent(property.type(), null)
                    ? ClassUtils.resolveClassName(property.type(), null)
                    : Object.class;
            if (type.isEnum()) {
                choices++;
                assertThat(hints).containsKey(property.name());
                assertThat(hints.get(property.name()).values())
                        .containsOnlyKeys(Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.toString()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'))
                                .toList())
                        .allSatisfy((value, meaning) -> assertThat(meaning).matches("[A-Z].*[.]"));
            }
        }
        assertThat(choices).isEqualTo(4);
    }

    @Test
    void everyHintIsAboutAPropertyAndNamesValuesThatItCanHave() {
        assertThat(hints).isNotEmpty().allSatisfy((name, hint) -> {
            assertThat(properties).containsKey(hint.property());
            assertThat(hint.values()).as(name).isNotEmpty();
            SettingKey key = keys.get(name); // Not of keys in maps, and of what Spring Boot reads.
            if (key != null) {
                TypeDescriptor type = TypeDescriptor.valueOf(key.property().getPropertyType());
                hint.values()
                        .keySet()
                        .forEach(value -> ApplicationConversionService.getSharedInstance()
                                .convert(value, TypeDescriptor.forObject(value), type));
                boolean closed = key.property().getPropertyType().isEnum();
                assertThat(hint.providers()).as(name).isEqualTo(closed ? Set.of() : Set.of("any"));
            }
        });
    }

    @Test
    void zeroIsAmongTheHintsWhereverTheDescriptionSpeaksOfIt() {
        keys.forEach((name, key) -> {
            if (properties.get(name).description().contains("Zero")) {
                assertThat(hints).containsKey(name);
                assertThat(hints.get(name).values().keySet()).as(name).containsAnyOf("0", "0ms");
            }
        });
    }

    /** The backends themselves say which keys they know, when asked with one that they do not. */
    @ParameterizedTest
    @CsvSource({"mongodb, mongodb://host/database", "redis, redis://host"})
    void theKeysOfExtraConfigAreThoseThatTheBackendKnows(String backend, String uri) {
        Applications.withPools()
                .withPropertyValues(
                        "earnorm.pool." + backend + ".uri=" + uri, "earnorm.pool." + backend + ".extra-config.none=1")
                .run(context -> {
                    Matcher known =
                            Pattern.compile("Known keys: (.*)").matcher(rootMessage(context.getStartupFailure()));
                    assertThat(known.find()).isTrue();
                    assertThat(hints.get("earnorm.pool." + backend + ".extra-config.keys")
                                    .values())
                            .containsOnlyKeys(known.group(1).split(", "))
                            .allSatisfy((key, meaning) -> assertThat(meaning).matches("[A-Z].*[.]"));
                });
    }

    private static String rootMessage(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : rootMessage(failure.getCause());
    }

    private static Object converted(Object written, Object like) {
        return ApplicationConversionService.getSharedInstance()
                .convert(written, TypeDescriptor.forObject(written), TypeDescriptor.forObject(like));
    }
}
