"""Passwords as people choose them, and words to make them of."""
PLAIN = ["summer", "winter", "dragon", "monkey", "sunshine", "football", "orange", "tiger", "coffee", "falcon", "pepper", "castle", "rocket", "silver", "ninja",
         "welcome", "charlie", "banana", "purple", "hunter", "shadow", "thunder", "pirate", "cookie", "garden", "marble", "wizard", "planet", "velvet", "canyon"]


def password(inventor):
    """How strong it is meant, and a password of 6 to 40 characters."""
    random = inventor.random
    first, second, third, fourth = random.sample(PLAIN, 4)
    match random.randrange(12):
        case 0:
            return "word-digits", first + inventor.fill("{d:2-4}")
        case 1:
            return "word-bang", first.capitalize() + inventor.fill("{d:2-4}") + random.choice("!@#$?*")
        case 2:
            return "leet", first.replace("a", "4").replace("e", "3").replace("o", "0").capitalize() + inventor.fill("{d:2}") + random.choice("!#") + second[:3]
        case 3:
            return "phrase", "-".join([first, second, third, fourth])
        case 4:
            return "camel", first.capitalize() + second.capitalize() + inventor.fill("{d:2}")
        case 5:
            return "random-short", inventor.fill("{w:2}{d:1}{w:5-7}")
        case 6:
            return "random", inventor.fill("{w:16}")
        case 7:
            return "random-long", inventor.fill("{w:24-32}")
        case 8:
            marks = "!#%^*_+-.~"
            return "marks", inventor.fill("{w:3}") + random.choice(marks) + inventor.fill("{w:4}") + random.choice(marks) + inventor.fill("{w:3}{d:1}")
        case 9:
            return "hex", inventor.fill("{h:16}")
        case 10:
            return "apple", "-".join(inventor.fill("{l:6}") for _ in range(3))
        case _:
            return "at", first.capitalize() + "@" + inventor.fill("{d:3-4}")
